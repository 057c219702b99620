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
        checks.check(
            record,
            failure -> {
              if (failure != null) {
                self.counters().count(failure);
              } else {
                buckets.add(record, route, self.now());
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
  private final Kademlia table;
  private final Buckets buckets;
  private int running;

  Lookups(Self self, RecordChecks checks, Requests requests, Kademlia table) {
    this.self = self;
    this.checks = checks;
    this.requests = requests;
    this.table = table;
    this.buckets = table.buckets();
  }

  /**
   * Finds the k closest peers to an id; ends early when that very peer is met. Above the limit the
   * result is empty.
   */
  public void find(Id target, Consumer<Result> then) {
    run(target, new Payload.FindNode(target), values -> false, then);
  }

  /** Finds the values under a key, asking until {@code enough}. */
  public void values(Id key, Enough enough, Consumer<Result> then) {
    run(key, new Payload.FindValue(key), enough, then);
  }

  private void run(Id target, Payload question, Enough enough, Consumer<Result> then) {
    if (running >= LIMIT) {
      self.counters().count(ErrorCode.LIMIT);
      then.accept(new Result(List.of(), null, List.of(), true));
      return;
    }
    running++;
    Run run = new Run(new Lookup(target, self.id()), question, enough, then);
    for (PeerRecord record : table.closest(target, Buckets.K)) {
      run.met(record);
    }
    run.step();
  }

  private List<Id> routeTo(Id peer) {
    return table.routeThrough(peer);
  }
}
