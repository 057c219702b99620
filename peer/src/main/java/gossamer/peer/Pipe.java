package gossamer.peer;

import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.Writer;
import org.jspecify.annotations.Nullable;

/** One connection: what it has sent and not yet seen acknowledged, and what it has taken in. */
final class Pipe {
  /** Bytes that may wait for their acknowledgement. */
  static final int UNACKNOWLEDGED = 16 << 20;

  /** Fragments after which they are acknowledged. */
  private static final int EVERY = 16;

  final PeerRecord peer;
  private final int mine;
  int theirs;

  /** The link on which both sides go on, 0 for none. */
  int link;

  /** When its link was lost, 0 while there is one. */
  long lostAt;

  ErrorCode reason = ErrorCode.CLOSED;
  private final Table<Integer, Frame.Data> sent = new Table<>();
  private int bytes;
  private int last;
  private int acknowledged;
  private int received;
  private @Nullable Writer parts;
  private int length;

  Pipe(PeerRecord peer, int mine) {
    this.peer = peer;
    this.mine = mine;
  }

  Frame.Open greeting() {
    return new Frame.Open(mine, theirs, received);
  }

  boolean isFull() {
    return bytes >= UNACKNOWLEDGED;
  }

  void sent(Frame.Data data) {
    sent.put(++last, data);
    bytes += data.bytes().length + 1;
  }

  /** The other side has that many fragments. */
  void acknowledged(int count) {
    while (acknowledged < Math.min(count, last)) {
      Frame.Data data = sent.remove(++acknowledged);
      bytes -= data == null ? 0 : data.bytes().length + 1;
    }
  }

  /** What is to be sent again. */
  Iterable<Frame.Data> unacknowledged() {
    return sent;
  }

  boolean owesAcknowledgement() {
    return received % EVERY == 0;
  }

  /** Takes a fragment in; false when the message is too large. */
  boolean takes(Frame.Data data) {
    received++;
    length += data.bytes().length;
    if (length > Limits.MESSAGE) {
      return false;
    }
    Writer all = parts;
    if (all == null && !data.last()) {
      all = new Writer(2 * Limits.FRAGMENT);
      parts = all;
    }
    if (all != null) {
      all.bytes(data.bytes());
    }
    return true;
  }

  /** The message of which this was the last fragment. */
  byte[] message(Frame.Data last) {
    Writer all = parts;
    parts = null;
    length = 0;
    return all == null ? last.bytes() : all.toBytes();
  }
}
