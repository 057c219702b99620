package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Requests.Ask;
import gossamer.peer.wire.Envelope.Mode;
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
  /** Ways by which a question is passed on to a peer at once: some may be broken. */
  private static final int WAYS = 3;

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

    /** The answer is settled when its last record is verified. */
    void learn(Id from, List<PeerRecord> records) {
      verify(
          records,
          routeTo(from),
          this::met,
          () -> {
            if (!done) {
              lookup.settled(from, true);
              step();
            }
          });
    }

    /** Neighbours hand this peer itself around, too: that ends nothing. */
    void met(PeerRecord record) {
      if (done || record.id().equals(self.id())) {
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
    begin(target, width, then);
  }

  private Run begin(Id target, int width, Consumer<Result> then) {
    return run(
        new Lookup(table.topology(), target, width),
        new Payload.FindNode(target),
        values -> false,
        then);
  }

  /**
   * Finds a peer. A second lookup meets who has just joined and was not known to its neighbours
   * before.
   */
  public void peer(Id peer, Consumer<Result> then) {
    seek(
        peer,
        first -> {
          if (first.target() == null) {
            seek(peer, then);
          } else {
            then.accept(first);
          }
        });
  }

  /**
   * Asks step by step, and at the same time has the question passed on towards the peer by way of
   * those that are known to be next to it: whoever is linked to it answers, mostly long before the
   * last step.
   */
  private void seek(Id peer, Consumer<Result> then) {
    Run run = begin(peer, Buckets.K, then);
    for (PeerRecord first : table.closest(peer, run.done ? 0 : WAYS)) {
      closest(peer, first.id(), run::met);
    }
  }

  /** Finds the values under a key, asking until {@code enough}. */
  public void values(Id key, Enough enough, Consumer<Result> then) {
    run(new Lookup(table.topology(), key, Buckets.K), new Payload.FindValue(key), enough, then);
  }

  /** The true record of a peer, as far as it was met; or null. */
  @Nullable PeerRecord known(Id id) {
    Contact contact = buckets.get(id);
    return contact == null ? checks.known(id) : contact.record();
  }

  /**
   * Has one question passed on to the peer that is closest to an id, by way of another; {@code
   * then} runs for each true record in its answer. Step by step it would cost five times the bytes.
   */
  void closest(Id id, Id first, Consumer<PeerRecord> then) {
    Ask ask = new Ask(id, Mode.CLOSEST, new Payload.FindNode(id), 1, routeTo(first));
    learn(ask, Ids.none(), then);
  }

  /** Has a neighbour send the record of one of its own neighbours. */
  void introduce(Id peer, Id neighbour, Consumer<PeerRecord> then) {
    learn(Ask.exactly(neighbour, new Payload.FindNode(peer), 1), routeTo(neighbour), then);
  }

  /** Takes in the true records of the answer to one question. */
  private void learn(Ask ask, List<Id> route, Consumer<PeerRecord> then) {
    requests.send(
        ask,
        reply -> {
          if (reply instanceof Payload.Nodes nodes) {
            verify(nodes.records(), route, then, () -> {});
          }
        });
  }

  private Run run(Lookup lookup, Payload question, Enough enough, Consumer<Result> then) {
    Run run = new Run(lookup, question, enough, then);
    if (running >= LIMIT) {
      self.counters().count(ErrorCode.LIMIT);
      run.done = true;
      then.accept(new Result(new ArrayList<>(0), null, new ArrayList<>(0), true));
      return run;
    }
    running++;
    for (PeerRecord record : table.start(lookup.target())) {
      run.met(record);
    }
    run.step();
    return run;
  }

  /**
   * Takes in records as those of contacts: {@code met} gets each that is true, and {@code then}
   * runs after the last.
   */
  private void verify(
      List<PeerRecord> records, List<Id> route, Consumer<PeerRecord> met, Runnable then) {
    int[] waiting = {records.size() + 1};
    Runnable checked =
        () -> {
          if (--waiting[0] == 0) {
            then.run();
          }
        };
    for (PeerRecord record : records) {
      checks.check(
          record,
          failure -> {
            if (failure == null) {
              buckets.add(record, route);
              met.accept(record);
            } else {
              self.counters().count(failure);
            }
            checked.run();
          });
    }
    checked.run();
  }

  private List<Id> routeTo(Id peer) {
    return table.routeThrough(peer);
  }
}
