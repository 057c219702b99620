package gossamer.peer.link;

import gossamer.peer.host.Output;
import gossamer.peer.host.Path;
import gossamer.peer.id.Id;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Circuits: links between two peers by way of one that is linked to both. This peer is an end of
 * some and relays others; what it relays it cannot read. A relaying peer keeps a window for each
 * direction, holds credit back above the rate, and passes on nothing from an end that exceeds its
 * window.
 */
public final class Circuits {
  /** Messages of one direction that may be on their way through the relaying peer. */
  public static final int WINDOW = 64;

  /** Circuits that one neighbour may have through this peer. */
  public static final int PER_PEER = 8;

  /** Circuits through this peer, of the links that it may have: one in this many. */
  public static final int SHARE = 3;

  /** Bytes of one circuit between two looks, from which on credit is held back: 4 MiB a second. */
  public static final int BYTES = 1 << 20;

  /** A circuit that carries nothing is ended: milliseconds. */
  public static final long IDLE = 30_000;

  /** More than links ever have. */
  private static final long NUMBERS = 1L << 26;

  /** Peers remembered for what they did to a circuit. */
  private static final int DISTRUSTED = 64;

  /** An end of a circuit: where its bytes go. */
  private record End(int number, Link via, Id peer) {}

  /** A circuit through this peer; index 0 is the direction from the link with the lower number. */
  private static final class Circuit {
    final Link low;
    final Link high;
    final int[] open = new int[2];
    final int[] held = new int[2];
    int bytes;
    long usedAt;

    Circuit(Link low, Link high) {
      this.low = low;
      this.high = high;
    }

    boolean uses(Link link) {
      return low == link || high == link;
    }
  }

  private final Self self;
  private final Links links;
  private final Table<Integer, End> ends = new Table<>();
  private final Table<Long, Circuit> circuits = new Table<>();
  private final Table<Id, Id> distrusted = new Table<>();
  private long relayed;

  Circuits(Self self, Links links) {
    this.self = self;
    this.links = links;
  }

  /** Bytes that this peer passed on for others so far. */
  public long relayed() {
    return relayed;
  }

  /** Whether a circuit may go over a link: directly to its peer, which has never altered one. */
  public boolean trusts(Link link) {
    return link.path != Path.PEER && !distrusted.contains(link.id());
  }

  /** The link with this number will be a circuit to {@code peer} by way of a ready link. */
  public void open(int number, Link via, Id peer) {
    ends.put(number, new End(number, via, peer));
  }

  /** The host has enciphered something for the other end. */
  public void enciphered(int number, byte[] bytes) {
    End end = ends.get(number);
    if (end != null) {
      links.send(end.via, new Frame.Relay(false, Frame.Relay.MESSAGE, end.peer, bytes));
    }
  }

  /** The host has closed a link: if it was a circuit the other end is told. */
  void closed(int number, ErrorCode reason) {
    End end = ends.remove(number);
    if (end != null) {
      if (reason == ErrorCode.BAD_SEAL) {
        self.counters().count(reason);
        distrusted.put(end.via.id(), end.via.id());
        if (distrusted.size() > DISTRUSTED) {
          distrusted.removeOldest();
        }
      }
      reply(end.via, end.peer, ErrorCode.CLOSED.number());
    }
  }

  /** A frame of a circuit. */
  void frame(Link from, Frame.Relay f) {
    if (f.passed()) {
      arrived(from, f);
    } else {
      pass(from, f);
    }
  }

  private void arrived(Link from, Frame.Relay f) {
    int number = 0;
    for (End end : ends) {
      if (end.via == from && end.peer.equals(f.peer())) {
        number = end.number;
      }
    }
    if (f.word() == Frame.Relay.CREDIT) {
      self.outbox().add(new Output.Credit(number));
    } else if (f.word() == Frame.Relay.MESSAGE) {
      if (number == 0) {
        self.counters().count(ErrorCode.UNEXPECTED);
        reply(from, f.peer(), ErrorCode.UNEXPECTED.number());
        return;
      }
      reply(from, f.peer(), Frame.Relay.CREDIT);
      self.outbox().add(new Output.Decipher(number, f.bytes()));
    } else {
      ErrorCode reason = ErrorCode.ofNumber(f.word());
      end(number, reason == null ? ErrorCode.CLOSED : reason);
    }
  }

  private void reply(Link to, Id peer, int word) {
    links.send(to, new Frame.Relay(false, word, peer, new byte[0]));
  }

  private void end(int number, ErrorCode reason) {
    if (ends.remove(number) != null) {
      self.outbox().add(new Output.CloseLink(number));
      links.closed(number, reason);
    }
  }

  private void pass(Link from, Frame.Relay f) {
    Link to = links.to(f.peer());
    Circuit circuit = to == null ? null : circuits.get(key(from, to));
    if (circuit == null) {
      if (f.word() != Frame.Relay.MESSAGE) {
        return;
      }
      ErrorCode refusal = refusal(from, to);
      if (to == null || refusal != null) {
        self.counters().count(refusal == null ? ErrorCode.UNREACHABLE : refusal);
        tell(from, f.peer(), refusal == null ? ErrorCode.UNREACHABLE : refusal);
        return;
      }
      circuit = from.number < to.number ? new Circuit(from, to) : new Circuit(to, from);
      circuits.put(key(from, to), circuit);
    }
    circuit.usedAt = self.now();
    int direction = from == circuit.low ? 0 : 1;
    if (f.word() == Frame.Relay.MESSAGE) {
      if (++circuit.open[direction] > WINDOW) {
        self.counters().count(ErrorCode.LIMIT);
        end(circuit, ErrorCode.LIMIT);
        return;
      }
      circuit.bytes += f.bytes().length;
      relayed += f.bytes().length;
    } else if (f.word() == Frame.Relay.CREDIT) {
      if (circuit.bytes >= BYTES) {
        circuit.held[1 - direction]++;
      } else {
        credit(circuit, 1 - direction);
      }
      return;
    } else {
      circuits.remove(key(from, circuit.low == from ? circuit.high : circuit.low));
    }
    links.send(
        direction == 0 ? circuit.high : circuit.low,
        new Frame.Relay(true, f.word(), from.id(), f.bytes()));
  }

  private static long key(Link a, Link b) {
    // Exact where a long is a number of JavaScript.
    return NUMBERS * Math.min(a.number, b.number) + Math.max(a.number, b.number);
  }

  /** Why no circuit may be opened, or null. */
  private @Nullable ErrorCode refusal(Link from, @Nullable Link to) {
    if (to == null || to == from || to.path == Path.PEER || from.path == Path.PEER) {
      return ErrorCode.UNREACHABLE;
    }
    int own = 0;
    for (Circuit circuit : circuits) {
      own += circuit.uses(from) ? 1 : 0;
    }
    boolean full = circuits.size() >= self.claims().maxLinks() / SHARE;
    return own >= PER_PEER || full ? ErrorCode.LIMIT : null;
  }

  /** Gives the sender of a direction leave for one more message. */
  private void credit(Circuit circuit, int direction) {
    if (circuit.open[direction] > 0) {
      circuit.open[direction]--;
      Link sender = direction == 0 ? circuit.low : circuit.high;
      Link receiver = direction == 0 ? circuit.high : circuit.low;
      links.send(sender, new Frame.Relay(true, Frame.Relay.CREDIT, receiver.id(), new byte[0]));
    }
  }

  private void tell(Link to, Id peer, ErrorCode reason) {
    links.send(to, new Frame.Relay(true, reason.number(), peer, new byte[0]));
  }

  private void end(Circuit circuit, ErrorCode reason) {
    circuits.remove(key(circuit.low, circuit.high));
    tell(circuit.low, circuit.high.id(), reason);
    tell(circuit.high, circuit.low.id(), reason);
  }

  /** A link is gone, and with it all circuits over it. */
  void lost(Link link) {
    for (Circuit circuit : circuits) {
      if (circuit.uses(link)) {
        end(circuit, ErrorCode.CLOSED);
      }
    }
    for (End end : ends) {
      if (end.via == link) {
        end(end.number, ErrorCode.CLOSED);
      }
    }
  }

  /** A look at what is relayed: the credit that was held back is given. */
  void tick() {
    for (Circuit circuit : circuits) {
      circuit.bytes = 0;
      for (int direction = 0; direction < 2; direction++) {
        while (circuit.held[direction] > 0) {
          circuit.held[direction]--;
          credit(circuit, direction);
        }
      }
      if (self.now() - circuit.usedAt >= IDLE) {
        end(circuit, ErrorCode.TIMEOUT);
      }
    }
  }
}
