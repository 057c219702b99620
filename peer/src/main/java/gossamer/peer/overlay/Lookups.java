package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Requests.Ask;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.StoredValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs lookups: asks over the overlay, verifies what is answered, and learns contacts on the way.
 */
public final class Lookups {
  /** Lookups at once. */
  public static final int LIMIT = 128;

  /**
   * What a lookup brought: peers that answered, closest first, and the values that were met.
   *
   * @param refused whether nobody was asked because too many lookups run
   */
  public record Result(
      List<PeerRecord> closest,
      @Nullable PeerRecord target,
      List<StoredValue> values,
      boolean refused) {}

  /** Whether the values met so far suffice. */
  public interface Enough {
    /** Looks at what one peer answered. */
    boolean seen(List<StoredValue> values);
  }

  private final class Run {
    final Lookup lookup;
    final Payload question;
    final Enough enough;
    final Consumer<Result> then;
    final List<StoredValue> values = new ArrayList<>();
    boolean done;

    Run(Lookup lookup, Payload question, Enough enough, Consumer<Result> then) {
      this.lookup = lookup;
      this.question = question;
      this.enough = enough;
      this.then = then;
    }

    void step() {
      PeerRecord next = done ? null : lookup.next();
      while (next != null) {
        ask(next);
        next = done ? null : lookup.next();
      }
      if (!done && lookup.idle()) {
        finish(null);
      }
    }

    void ask(PeerRecord peer) {
      requests.send(Ask.exactly(peer.id(), question, 1), reply -> answered(peer.id(), reply));
    }

    void answered(Id peer, Payload reply) {
      if (done) {
        return;
      }
      switch (reply) {
        case Payload.Nodes nodes -> learn(peer, nodes.records());
        case Payload.Values found -> {
          values.addAll(found.values());
          if (enough.seen(found.values())) {
            finish(null);
            return;
          }
          learn(peer, found.records());
        }
        default -> {
          lookup.settled(peer, false);
          step();
        }
      }
    }

    /** Every record is verified before it counts; the answer is settled when the last one is. */
    void learn(Id from, List<PeerRecord> records) {
      int[] waiting = {records.size() + 1};
      List<Id> route = routeTo(from);
      Runnable checked =
          () -> {
            if (--waiting[0] == 0 && !done) {
              lookup.settled(from, true);
              step();
            }
          };
      for (PeerRecord record : records) {
        verify(
            record,
            route,
            truth -> {
              if (truth) {
                met(record);
              }
              checked.run();
            });
      }
      checked.run();
    }

    void met(PeerRecord record) {
      if (done) {
        return;
      }
      lookup.offer(record);
      if (record.id().equals(lookup.target()) && question instanceof Payload.FindNode) {
        finish(record);
      }
    }

    void finish(@Nullable PeerRecord target) {
      done = true;
      running--;
      then.accept(new Result(lookup.closest(), target, values, false));
    }
  }

  private final Self self;
  private final RecordChecks checks;
  private final Requests requests;
  private final Overlay table;
  private final Buckets buckets;
  private int running;

  Lookups(Self self, RecordChecks checks, Requests requests, Overlay table) {
    this.self = self;
    this.checks = checks;
    this.requests = requests;
    this.table = table;
    this.buckets = table.buckets();
  }

  /**
   * Finds the closest peers to an id; ends early when that very peer is met. Above the limit the
   * result is empty.
   *
   * @param width how many of the closest must have answered: 1 to {@link Buckets#K}
   */
  public void find(Id target, int width, Consumer<Result> then) {
    run(
        new Lookup(table.topology(), target, self.id(), width),
        new Payload.FindNode(target),
        values -> false,
        then);
  }

  /**
   * Finds a peer. A second lookup meets who has just joined and was not known to its neighbours
   * before.
   */
  public void peer(Id peer, Consumer<Result> then) {
    find(
        peer,
        Buckets.K,
        first -> {
          if (first.target() == null) {
            find(peer, Buckets.K, then);
          } else {
            then.accept(first);
          }
        });
  }

  /** Finds the values under a key, asking until {@code enough}. */
  public void values(Id key, Enough enough, Consumer<Result> then) {
    run(
        new Lookup(table.topology(), key, self.id(), Buckets.K),
        new Payload.FindValue(key),
        enough,
        then);
  }

  /** The true record of a peer, as far as it was met; or null. */
  @Nullable PeerRecord known(Id id) {
    Contact contact = buckets.get(id);
    return contact == null ? checks.known(id) : contact.record();
  }

  /** Has a neighbour send the record of one of its own neighbours. */
  void introduce(Id peer, Id neighbour, Runnable then) {
    List<Id> route = routeTo(neighbour);
    requests.send(
        Ask.exactly(neighbour, new Payload.FindNode(peer), 1),
        reply -> {
          if (reply instanceof Payload.Nodes nodes) {
            for (PeerRecord record : nodes.records()) {
              verify(record, route, truth -> then.run());
            }
          }
        });
  }

  private void run(Lookup lookup, Payload question, Enough enough, Consumer<Result> then) {
    if (running >= LIMIT) {
      self.counters().count(ErrorCode.LIMIT);
      then.accept(new Result(new ArrayList<>(0), null, new ArrayList<>(0), true));
      return;
    }
    running++;
    Run run = new Run(lookup, question, enough, then);
    for (PeerRecord record : table.start(lookup.target())) {
      run.met(record);
    }
    run.step();
  }

  /** Takes in a record as that of a contact when it is true. */
  private void verify(PeerRecord record, List<Id> route, Consumer<Boolean> then) {
    checks.check(
        record,
        failure -> {
          if (failure == null) {
            buckets.add(record, route, self.now());
          } else {
            self.counters().count(failure);
          }
          then.accept(failure == null);
        });
  }

  private List<Id> routeTo(Id peer) {
    return table.routeThrough(peer);
  }
}
