package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.table.Queue;
import gossamer.peer.table.Table;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.Envelope.Mode;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Routed requests that wait for their reply. Each ends exactly once: with the reply, or with a
 * {@link Payload.Failure} (UNREACHABLE, TIMEOUT, LIMIT, or what the target said). A retry leaves
 * over another link where there is one.
 */
public final class Requests {
  /** Requests that may wait. */
  public static final int LIMIT = 2_048;

  /** How long one attempt waits for its reply: milliseconds. */
  public static final long TIMEOUT = 2_500;

  /**
   * Forwards of a first attempt, doubled for each further one: who is linked to anybody is met much
   * sooner, and the search for one that died would go through the whole network.
   */
  private static final int REACH = 16;

  /** Links below which the network may be a line, so that everything may be far. */
  private static final int FEW = 4;

  /**
   * A request to be sent.
   *
   * @param attempts 1 or more
   * @param route how the first attempt begins: ids of peers, none for whatever seems best
   */
  public record Ask(Id target, Mode mode, Payload payload, int attempts, List<Id> route) {
    /** By whatever way seems best. */
    public Ask(Id target, Mode mode, Payload payload, int attempts) {
      this(target, mode, payload, attempts, Ids.none());
    }

    /** To exactly this peer. */
    public static Ask exactly(Id target, Payload payload, int attempts) {
      return new Ask(target, Mode.EXACT, payload, attempts);
    }
  }

  private static final class Pending {
    final Ask ask;
    final Consumer<Payload> then;
    int attempts;
    int reach = REACH;
    long exchange;
    long deadline;
    @Nullable Id firstHop;

    Pending(Ask ask, Consumer<Payload> then) {
      this.ask = ask;
      this.attempts = ask.attempts;
      this.then = then;
    }
  }

  private final Self self;
  private final Links links;
  private final Router router;
  private final Buckets buckets;
  private final Table<Long, Pending> pending = new Table<>();
  private final Queue<Envelope> local = new Queue<>();

  Requests(Self self, Links links, Router router, Buckets buckets) {
    this.self = self;
    this.links = links;
    this.router = router;
    this.buckets = buckets;
  }

  /** Sends a request; {@code then} gets the reply or a Failure, perhaps at once. */
  public void send(Ask ask, Consumer<Payload> then) {
    if (pending.size() >= LIMIT) {
      self.counters().count(ErrorCode.LIMIT);
      then.accept(new Payload.Failure(ErrorCode.LIMIT));
      return;
    }
    attempt(new Pending(ask, then));
  }

  private void attempt(Pending p) {
    p.attempts--;
    p.deadline = self.now() + TIMEOUT;
    List<Id> visited = new ArrayList<>(1);
    Id failedHop = p.firstHop;
    if (failedHop != null && links.ready().size() > 1 && links.to(p.ask.target) == null) {
      visited.add(failedHop);
    }
    long exchange = self.nonces().nextLong();
    p.exchange = exchange;
    Envelope e =
        new Envelope(
            exchange,
            self.id(),
            p.ask.target,
            p.ask.mode,
            reach(p),
            Ids.none(),
            visited,
            visited.isEmpty() ? hint(p) : Ids.none(),
            p.ask.payload);
    Link first = router.next(e);
    p.firstHop = first == null ? null : first.id();
    pending.put(exchange, p);
    Router.Verdict verdict = router.route(e);
    if (verdict == Router.Verdict.DELIVER) {
      local.add(e);
    } else if (verdict != Router.Verdict.FORWARDED) {
      fail(exchange, ErrorCode.UNREACHABLE);
    }
  }

  private int reach(Pending p) {
    int reach = links.ready().size() < FEW ? Limits.HOPS : Math.min(p.reach, Limits.HOPS);
    p.reach = 2 * reach;
    return reach;
  }

  private List<Id> hint(Pending p) {
    Contact contact = p.ask.mode == Mode.EXACT ? buckets.get(p.ask.target) : null;
    return contact == null ? p.ask.route : contact.route();
  }

  /** A request that starts and ends here, to be answered by the layers above; or null. */
  @Nullable Envelope local() {
    return local.poll();
  }

  /**
   * A reply has come, or a request of this peer's has come back. Unknown exchanges are counted and
   * dropped.
   */
  void replied(Envelope e) {
    Pending p = pending.get(e.exchange());
    boolean failure = e.payload() instanceof Payload.Failure;
    if (p == null || !failure && p.ask.mode == Mode.EXACT && !e.source().equals(p.ask.target)) {
      self.counters().count(ErrorCode.UNEXPECTED);
      return;
    }
    if (e.payload() instanceof Payload.Failure f) {
      fail(e.exchange(), f.reason());
      return;
    }
    pending.remove(e.exchange());
    buckets.succeeded(e.source());
    p.then.accept(e.payload());
  }

  /** A request of this peer's came back: every path is exhausted. */
  void exhausted(Envelope e) {
    fail(e.exchange(), ErrorCode.UNREACHABLE);
  }

  private void fail(long exchange, ErrorCode reason) {
    Pending p = pending.remove(exchange);
    if (p == null) {
      return;
    }
    boolean anotherWay =
        reason == ErrorCode.TIMEOUT
            || reason == ErrorCode.BAD_SEAL
            || reason == ErrorCode.UNREACHABLE;
    if (p.attempts > 0 && anotherWay && !links.ready().isEmpty()) {
      attempt(p);
      return;
    }
    if (p.ask.mode == Mode.EXACT && reason != ErrorCode.LIMIT) {
      buckets.failed(p.ask.target);
    }
    p.then.accept(new Payload.Failure(reason));
  }

  void tick() {
    for (Pending p : pending) {
      if (p.deadline <= self.now()) {
        fail(p.exchange, ErrorCode.TIMEOUT);
      }
    }
  }

  /** All wait equally long, so that the oldest is due first. */
  long deadline() {
    for (Pending p : pending) {
      return p.deadline;
    }
    return Long.MAX_VALUE;
  }
}
