package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;

/** Asks whether the path is alive when nothing else does (RFC 9260, section 8.3). */
final class Heartbeat {
  private static final int INFO = 1;
  private static final int INFO_LENGTH = 12;

  private final Session session;
  private long timer = Long.MAX_VALUE;
  private long sentAt = -1;
  private boolean repeated;

  Heartbeat(Session session) {
    this.session = session;
  }

  /** The association is up, whichever chunk has made it so; later calls change nothing. */
  void begin(long now) {
    if (timer == Long.MAX_VALUE && session.state.isUp()) {
      start(now);
    }
  }

  private void start(long now) {
    timer = now + session.config.heartbeatInterval();
  }

  long deadline() {
    return timer;
  }

  void tick(long now) {
    if (now < timer) {
      return;
    }
    if (sentAt >= 0) {
      session.rto.backOff();
      session.countError(session.config.maxRetransmits());
      if (session.state == AssociationState.CLOSED) {
        return;
      }
    } else if (now - session.heardAt < session.config.heartbeatInterval()) {
      timer = session.heardAt + session.config.heartbeatInterval();
      return;
    }
    send(now);
  }

  /**
   * Asks at once, whatever came in lately. While an answer is waited for the same question goes out
   * once more: either may have been lost, and the timer leaves that to its later, longer rounds.
   */
  void ask(long now) {
    if (!session.state.isUp()) {
      return;
    }
    if (sentAt < 0) {
      send(now);
    } else {
      repeated = true;
      question();
    }
  }

  private void send(long now) {
    sentAt = now;
    repeated = false;
    question();
    timer = now + session.rto.timeout();
  }

  private void question() {
    session.send(
        ControlChunk.buffer(ChunkType.HEARTBEAT, 0, INFO_LENGTH)
            .putShort((short) INFO)
            .putShort((short) INFO_LENGTH)
            .putLong(sentAt)
            .array());
  }

  /** Answers with what came (section 3.3.6). */
  void request(ByteBuffer packet, int at, int length) {
    session.send(
        ControlChunk.echo(
            ChunkType.HEARTBEAT_ACK, packet, at + ChunkType.HEADER, length - ChunkType.HEADER));
  }

  void answer(ByteBuffer packet, int at, int length, long now) {
    if (sentAt < 0
        || length != ChunkType.HEADER + INFO_LENGTH
        || packet.getLong(at + 8) != sentAt) {
      session.tally.chunksDropped++;
      return;
    }
    // Karn's rule (section 6.3.1, C5): nobody knows which of several questions this answers.
    if (!repeated) {
      session.rto.sample(now - sentAt);
    }
    session.errors = 0;
    sentAt = -1;
    start(now);
  }
}
