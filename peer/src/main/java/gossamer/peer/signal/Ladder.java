package gossamer.peer.signal;

import gossamer.peer.host.Output;
import gossamer.peer.host.Path;
import gossamer.peer.host.Rung;
import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import gossamer.peer.wire.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ladder on failure: ICE, then TURN only, then a circuit through one common neighbour after the
 * other; and the way back, since a link that is relayed is tried again directly, more and more
 * rarely.
 */
final class Ladder {
  /** How long a rung may take while there is another one: milliseconds. */
  static final long STEP = 5_000;

  /** First and longest pause before a direct path is tried again: milliseconds. */
  static final long FIRST_RETURN = 5_000;

  static final long LAST_RETURN = 300_000;

  /** The first byte of an offer of a circuit; SDP begins with a letter. */
  private static final int CIRCUIT = 0;

  /** A relayed link. */
  private static final class Relayed {
    final Link link;
    long at;
    long pause = FIRST_RETURN;

    Relayed(Link link, long now) {
      this.link = link;
      this.at = now + pause;
    }
  }

  private final Self self;
  private final Links links;
  private final Predicate<Id> wanted;
  private final Table<Id, Relayed> relayed = new Table<>();

  Ladder(Self self, Links links, Predicate<Id> wanted) {
    this.self = self;
    this.links = links;
    this.wanted = wanted;
  }

  /** The body of an offer: a circuit's names the relaying peer. */
  static byte[] offer(Call call, byte[] description) {
    Link via = call.via;
    return via == null
        ? description
        : new Writer(64).u8(CIRCUIT).id(via.id()).bytes(description).toBytes();
  }

  static boolean isCircuit(byte[] offer) {
    return offer.length > 0 && offer[0] == CIRCUIT;
  }

  /** The link over which an offered circuit comes, or null. */
  @Nullable Link via(byte[] offer) {
    try {
      Reader in = new Reader(offer);
      in.u8();
      Link via = links.to(in.id());
      return via != null && links.circuits().trusts(via) ? via : null;
    } catch (ProtocolException e) {
      self.counters().count(e.code());
      return null;
    }
  }

  /** Has the answer to an offer made: to one of a circuit, over the link through which it comes. */
  void answer(Call call, Link link, byte[] offer, @Nullable Link via) {
    byte[] description = offer;
    if (via != null) {
      call.rung = Rung.CIRCUIT;
      description = Arrays.copyOfRange(offer, 1 + Id.BYTES, offer.length);
      links.circuits().open(link.number(), via, call.peer);
    }
    self.outbox().add(new Output.Answer(link.number(), call.peer, description, call.rung));
  }

  boolean wants(Id peer) {
    return wanted.test(peer);
  }

  /**
   * Whether a call may go on by other means: its peer is wanted, can be written to and has none.
   */
  private boolean climbs(Call call) {
    PeerRecord record = call.record;
    return record != null
        && record.kind() != PeerKind.MASTER
        && links.to(call.peer) == null
        && wanted.test(call.peer);
  }

  /** Whether a call has had its time: less while there is another way to try. */
  boolean isLate(Call call) {
    return self.now() >= call.startedAt + Signalling.TIMEOUT
        || self.now() >= call.startedAt + STEP
            && climbs(call)
            && (call.rung == Rung.CIRCUIT || relay(call) != null);
  }

  /** When {@link #isLate} is to be asked next. */
  long end(Call call) {
    long early = call.startedAt + STEP;
    return self.now() < early ? early : call.startedAt + Signalling.TIMEOUT;
  }

  /** Sets the rung above that on which a call has failed; false when there is none. */
  boolean climb(Call from, Call to, ErrorCode reason) {
    boolean path = reason == ErrorCode.CONNECT_FAILED || reason == ErrorCode.CLOSED;
    if (!climbs(from) || from.rung != Rung.CIRCUIT && !path) {
      return false;
    }
    if (from.rung == Rung.ICE) {
      to.rung = Rung.TURN;
      return true;
    }
    to.tried = from.tried;
    Link via = relay(from);
    if (via != null) {
      to.rung = Rung.CIRCUIT;
      to.via = via;
      to.tried.add(via.id());
    }
    return via != null;
  }

  /** A neighbour of both that was not tried yet, others before masters; or null. */
  @Nullable Link relay(Call call) {
    Link best = null;
    for (Link link : links.ready()) {
      if (links.circuits().trusts(link)
          && Ids.contains(link.neighbours(), call.peer)
          && !Ids.contains(call.tried, link.id())
          && (best == null || best.peer().kind() == PeerKind.MASTER)) {
        best = link;
      }
    }
    return best;
  }

  /** A link is ready, or its path is another one. */
  void linkUp(Link link) {
    relayed.remove(link.id());
    if (!link.dialled() && link.path() != Path.DIRECT) {
      relayed.put(link.id(), new Relayed(link, self.now()));
    }
  }

  /** The relayed links for which a direct path is to be tried now. */
  List<Link> due() {
    List<Link> due = new ArrayList<>();
    for (Relayed each : relayed) {
      if (!each.link.ready()) {
        relayed.remove(each.link.id());
      } else if (each.at <= self.now()) {
        each.pause = Math.min(LAST_RETURN, 2 * each.pause);
        each.at = self.now() + each.pause;
        due.add(each.link);
      }
    }
    return due;
  }

  /** The network is another one: everything is tried at once. */
  void hasten() {
    for (Relayed each : relayed) {
      each.pause = FIRST_RETURN;
      each.at = self.now();
    }
  }

  long deadline() {
    long first = Long.MAX_VALUE;
    for (Relayed each : relayed) {
      first = Math.min(first, each.at);
    }
    return first;
  }
}
