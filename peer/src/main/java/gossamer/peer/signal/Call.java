package gossamer.peer.signal;

import gossamer.peer.host.Rung;
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
  List<byte[]> batch = new ArrayList<>();
  @Nullable PeerRecord record;
  @Nullable Link link;
  Rung rung = Rung.ICE;

  /** The relaying peer's link, on the rung of circuits. */
  @Nullable Link via;

  /** Relaying peers that were tried. */
  List<Id> tried = new ArrayList<>(0);

  boolean described;
  boolean answered;
  int candidates;

  /** How often each letter is tried: once unless somebody waits for the link. */
  int attempts = 1;

  long batchAt = Long.MAX_VALUE;

  Call(Id peer, Side side, long number, long startedAt) {
    this.peer = peer;
    this.side = side;
    this.number = number;
    this.startedAt = startedAt;
  }

  /** Whether the link whose path had failed is alive again. */
  boolean isMended() {
    Link open = link;
    return open != null && open.ready() && answered && !open.silent();
  }
}
