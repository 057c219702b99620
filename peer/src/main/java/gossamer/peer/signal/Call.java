package gossamer.peer.signal;

import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt to open a link over a data channel. */
final class Call {
  /** Who makes the offer. */
  enum Side {
    /** This peer. */
    OFFERER,
    /** The other one. */
    ANSWERER,
    /** The other one, because this peer knew only its id and knocked. */
    KNOCKER
  }

  final Id peer;
  final Side side;
  final long number;
  final long startedAt;
  final List<byte[]> batch = new ArrayList<>();
  final List<byte[]> early = new ArrayList<>();
  @Nullable PeerRecord record;
  @Nullable Link link;
  boolean described;
  boolean answered;
  int candidates;
  long batchAt = Long.MAX_VALUE;

  Call(Id peer, Side side, long number, long startedAt) {
    this.peer = peer;
    this.side = side;
    this.number = number;
    this.startedAt = startedAt;
  }
}
