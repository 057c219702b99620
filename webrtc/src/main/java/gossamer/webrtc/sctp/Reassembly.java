package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Fragments of messages that are not yet whole (RFC 9260, section 6.9), in a ring by TSN. Each is
 * linked to its message once the fragments before it are there, so that every chunk costs the same
 * however it arrives.
 */
final class Reassembly {
  /** TSNs from the oldest fragment that is kept; a chunk beyond is not taken and comes again. */
  static final int WINDOW = 1 << 15;

  /** What a fragment counts beyond its bytes. */
  static final int OVERHEAD = 32;

  private static final int SMALLEST = 16;
  private static final int UNLINKED = -1;
  private static final int PRESENT = 0x80;
  private static final int UNORDERED = 4;
  private static final int BEGIN = 2;
  private static final int END = 1;

  private final Session session;
  private final InboundStreams streams;

  private byte[] @Nullable [] data = {};
  private int[] ppids = {};

  /** Stream id in the upper half, SSN in the lower. */
  private int[] places = {};

  private byte[] flags = {};

  /** Bytes from the beginning of the message to the end of this fragment; -1 if not linked. */
  private int[] upTo = {};

  private long base;
  private long highest;
  private long held;

  /** Fragments from here on belong to a message that was given up, until one begins; or -1. */
  private long orphan = -1;

  Reassembly(Session session, InboundStreams streams, long base) {
    this.session = session;
    this.streams = streams;
    this.base = base;
    highest = base - 1;
  }

  /** Bytes held, with what they cost beyond. */
  long held() {
    return held;
  }

  boolean isBeyondWindow(long tsn) {
    return tsn - base >= WINDOW;
  }

  /** Takes a new DATA chunk at {@code at}, of {@code length} bytes with its header. */
  void add(long tsn, ByteBuffer packet, int at, int length) {
    int chunkFlags = packet.get(at + 1) & (UNORDERED | BEGIN | END);
    byte[] payload = new byte[length - ChunkType.DATA_HEADER];
    packet.get(at + ChunkType.DATA_HEADER, payload);
    int place = packet.getInt(at + 8);
    int ppid = packet.getInt(at + 12);
    if ((chunkFlags & (BEGIN | END)) == (BEGIN | END)) {
      whole(place, chunkFlags, ppid, payload);
      return;
    }
    if (tsn < base) {
      return; // of a message that was given up
    }
    while (tsn - base >= flags.length) {
      grow();
    }
    int slot = slot(tsn);
    data[slot] = payload;
    ppids[slot] = ppid;
    places[slot] = place;
    flags[slot] = (byte) (chunkFlags | PRESENT);
    upTo[slot] = UNLINKED;
    held += payload.length + OVERHEAD;
    highest = Math.max(highest, tsn);
    if ((chunkFlags & BEGIN) != 0) {
      upTo[slot] = payload.length;
    }
    link(tsn);
  }

  private void whole(int place, int chunkFlags, int ppid, byte[] message) {
    int stream = place >>> 16;
    if (message.length > session.config.maxReceiveMessage()) {
      session.abort(AbortReason.LIMIT, "message too large");
    } else if ((chunkFlags & UNORDERED) != 0) {
      streams.deliver(stream, ppid, message);
    } else {
      streams.deliverInOrder(stream, place & 0xffff, ppid, message);
    }
  }

  /** Links this fragment and those after it to their beginning, and takes out what is whole. */
  private void link(long from) {
    long tsn = from;
    if (upTo[slot(tsn)] == UNLINKED && !follows(tsn)) {
      return;
    }
    while (true) {
      int slot = slot(tsn);
      if (upTo[slot] > session.config.maxReceiveMessage()) {
        session.abort(AbortReason.LIMIT, "message too large");
        return;
      }
      if ((flags[slot] & END) != 0) {
        complete(tsn);
        return;
      }
      tsn++;
      if (!isPresent(tsn) || !follows(tsn)) {
        return;
      }
    }
  }

  /** Whether the fragment continues a linked one before it; it is then linked. */
  private boolean follows(long tsn) {
    if (!isPresent(tsn - 1) || upTo[slot(tsn - 1)] == UNLINKED) {
      return false;
    }
    int slot = slot(tsn);
    int before = slot(tsn - 1);
    boolean same =
        places[slot] == places[before]
            && ((flags[slot] ^ flags[before]) & UNORDERED) == 0
            && (flags[slot] & BEGIN) == 0;
    byte[] payload = data[slot];
    if (!same || payload == null) {
      session.abort(AbortReason.PROTOCOL_VIOLATION, "fragments of different messages");
      return false;
    }
    upTo[slot] = upTo[before] + payload.length;
    return true;
  }

  private void complete(long last) {
    int lastSlot = slot(last);
    int place = places[lastSlot];
    int chunkFlags = flags[lastSlot];
    int total = upTo[lastSlot];
    byte[] message = new byte[total];
    int ppid = 0;
    for (long tsn = last; ; tsn--) {
      int slot = slot(tsn);
      byte[] payload = data[slot];
      if (payload == null) {
        throw new IllegalStateException("linked to nothing");
      }
      System.arraycopy(payload, 0, message, upTo[slot] - payload.length, payload.length);
      ppid = ppids[slot];
      boolean begins = (flags[slot] & BEGIN) != 0;
      clear(tsn);
      if (begins) {
        break;
      }
    }
    whole(place, chunkFlags, ppid, message);
  }

  /** The cumulative TSN is now this one: what it has passed is whole or the beginning of one. */
  void passed(long cumulative) {
    while (base <= cumulative) {
      if (!isPresent(base)) {
        if (base == orphan) {
          orphan = -1; // a whole message: nothing more follows of the one that was given up
        }
      } else if (upTo[slot(base)] != UNLINKED) {
        orphan = -1;
        return;
      } else if (base == orphan) {
        orphan = (flags[slot(base)] & END) != 0 ? -1 : base + 1;
        clear(base);
      } else {
        session.abort(AbortReason.PROTOCOL_VIOLATION, "a fragment without beginning");
        return;
      }
      base++;
    }
    if (highest < base && flags.length > 4 * SMALLEST) {
      shrink();
    }
  }

  /** FORWARD-TSN: messages that began up to this TSN are given up. */
  void skipTo(long tsn) {
    for (long t = base; t <= Math.min(tsn, highest); t++) {
      if (isPresent(t)) {
        clear(t);
      }
    }
    base = Math.max(base, tsn + 1);
    orphan = base;
    long t = base;
    while (t <= highest && isPresent(t) && (flags[slot(t)] & BEGIN) == 0) {
      upTo[slot(t)] = UNLINKED;
      t++;
    }
  }

  private boolean isPresent(long tsn) {
    return tsn >= base && tsn <= highest && (flags[slot(tsn)] & PRESENT) != 0;
  }

  private void clear(long tsn) {
    int slot = slot(tsn);
    byte[] payload = data[slot];
    if (payload != null) {
      held -= payload.length + OVERHEAD;
    }
    data[slot] = null;
    flags[slot] = 0;
  }

  private int slot(long tsn) {
    return (int) tsn & (flags.length - 1);
  }

  private void shrink() {
    data = new byte[0][];
    ppids = new int[0];
    places = new int[0];
    flags = new byte[0];
    upTo = new int[0];
  }

  private void grow() {
    int old = flags.length;
    int size = Math.max(SMALLEST, 2 * old);
    byte[] @Nullable [] newData = new byte[size][];
    int[] newPpids = new int[size];
    int[] newPlaces = new int[size];
    byte[] newFlags = new byte[size];
    int[] newUpTo = new int[size];
    if (old > 0) {
      for (long tsn = base; tsn <= highest; tsn++) {
        int from = (int) tsn & (old - 1);
        int to = (int) tsn & (size - 1);
        newData[to] = data[from];
        newPpids[to] = ppids[from];
        newPlaces[to] = places[from];
        newFlags[to] = flags[from];
        newUpTo[to] = upTo[from];
      }
    }
    data = newData;
    ppids = newPpids;
    places = newPlaces;
    flags = newFlags;
    upTo = newUpTo;
  }
}
