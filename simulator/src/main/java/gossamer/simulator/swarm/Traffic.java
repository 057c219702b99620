package gossamer.simulator.swarm;

import gossamer.peer.id.Id;

/** Bytes that the peers sent, by what they were for. Frames count without the layers below. */
public final class Traffic {
  private static final int PATH = 2 + Long.BYTES + 2 * Id.BYTES + 2;

  /** What a frame is for. */
  public enum Use {
    /** Pings and pongs. */
    LIVENESS,
    /** Lists of neighbours. */
    NEIGHBOURS,
    /** Questions of lookups, on each link that they take. */
    QUESTIONS,
    /** Answers to these. */
    ANSWERS,
    /** Stored values and routed messages. */
    ROUTED,
    /** Sealed letters: signalling and acknowledged messages. */
    LETTERS,
    /** That these arrived, or did not. */
    ACKNOWLEDGEMENTS,
    /** Hellos and goodbyes. */
    HELLOS;

    /** Whether it opens and closes links, rather than keeping the overlay or using it. */
    public boolean setsUpLinks() {
      return this == LETTERS || this == ACKNOWLEDGEMENTS || this == HELLOS;
    }
  }

  private final long[] frames = new long[Use.values().length];
  private final long[] bytes = new long[Use.values().length];
  private long detours;
  private long setUps;
  private long setUpBytes;

  void sent(byte[] frame) {
    Use use =
        switch (frame[1]) {
          case 3, 4 -> Use.LIVENESS;
          case 6 -> Use.NEIGHBOURS;
          case 7 -> routed(frame);
          default -> Use.HELLOS;
        };
    frames[use.ordinal()]++;
    bytes[use.ordinal()] += frame.length;
  }

  private Use routed(byte[] frame) {
    int visited = PATH + 1 + (frame[PATH] & 255) * Id.BYTES;
    int route = visited + 1 + (frame[visited] & 255) * Id.BYTES;
    int payload = route + 1 + (frame[route] & 255) * Id.BYTES;
    if (frame[visited] != 0) {
      detours += frame.length;
    }
    return switch (frame[payload]) {
      case 1, 4 -> Use.QUESTIONS;
      case 2, 5 -> Use.ANSWERS;
      case 6, 7 -> Use.LETTERS;
      case 9, 10 -> Use.ACKNOWLEDGEMENTS;
      default -> Use.ROUTED;
    };
  }

  void setUp(int cost) {
    setUps++;
    setUpBytes += cost;
  }

  /** Frames of one use since the start. */
  public long frames(Use use) {
    return frames[use.ordinal()];
  }

  /** Bytes of one use since the start. */
  public long bytes(Use use) {
    return bytes[use.ordinal()];
  }

  /** All frames. */
  public long frames() {
    return sum(frames);
  }

  /** All bytes of frames, without what transports cost to set up. */
  public long bytes() {
    return sum(bytes);
  }

  /** Of these, the bytes of what is routed after it has met a dead end. */
  public long detours() {
    return detours;
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }

  /** Transports that were set up. */
  public long setUps() {
    return setUps;
  }

  /** What these cost, in both directions. */
  public long setUpBytes() {
    return setUpBytes;
  }
}
