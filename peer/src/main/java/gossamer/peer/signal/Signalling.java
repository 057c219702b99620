package gossamer.peer.signal;

import gossamer.peer.host.Event;
import gossamer.peer.host.Output;
import gossamer.peer.host.Path;
import gossamer.peer.host.Rung;
import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Overlay;
import gossamer.peer.signal.Post.Note;
import gossamer.peer.table.Queue;
import gossamer.peer.table.Table;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The signalling of WebRTC over the overlay: opens links over data channels by offers, answers and
 * candidates that only their receiver can open. When both sides offer at once the offer of the
 * lower id stands.
 */
public final class Signalling {
  /** Calls under way. */
  public static final int CALLS = 64;

  /** How long a call may take: milliseconds. */
  public static final long TIMEOUT = 20_000;

  /** A call that failed. */
  public record Failure(Id peer, ErrorCode reason) {}

  private final Self self;
  private final Links links;
  private final Overlay overlay;
  private final Post post;
  private final Knocks knocks;
  private final Ladder ladder;
  private final boolean canOffer;
  private final Table<Id, Call> calls = new Table<>();
  private final Candidates candidates;
  private final Queue<Failure> failures = new Queue<>();

  /**
   * Signalling of one peer.
   *
   * @param canOffer whether the host makes WebRTC connections
   * @param wanted whether a peer is to be linked by whatever path: only then the ladder is climbed
   */
  public Signalling(Links links, Post post, boolean canOffer, Predicate<Id> wanted) {
    this.overlay = post.overlay();
    this.self = post.self();
    this.links = links;
    this.post = post;
    this.knocks = new Knocks(self, post);
    this.candidates = new Candidates(self, post);
    this.ladder = new Ladder(self, links, wanted);
    this.canOffer = canOffer;
  }

  /** Opens a link, if none is there or on its way; without a record the peer is to offer. */
  public void connect(Id peer, @Nullable PeerRecord record) {
    if (links.to(peer) == null) {
      call(peer, record);
      insist(peer);
    }
  }

  private void insist(Id peer) {
    Call call = calls.get(peer);
    if (call != null) {
      call.attempts = Post.ATTEMPTS;
    }
  }

  /** Opens a link that the overlay would like to have, by one attempt. */
  public void link(PeerRecord peer) {
    if (links.to(peer.id()) == null) {
      call(peer.id(), peer);
    }
  }

  private void call(Id peer, @Nullable PeerRecord record) {
    if (calls.contains(peer)) {
      return;
    }
    boolean master = record != null && record.kind() == PeerKind.MASTER;
    if (!canOffer && !master || calls.size() >= CALLS) {
      failures.add(new Failure(peer, canOffer ? ErrorCode.LIMIT : ErrorCode.REFUSED));
      return;
    }
    Call.Side side = record == null ? Call.Side.KNOCKER : Call.Side.OFFERER;
    Call call = new Call(peer, side, self.nonces().nextLong() | 1, self.now());
    call.record = record;
    calls.put(peer, call);
    if (record == null) {
      knocks.knock(peer, failing(call));
    } else if (master && !record.addresses().isEmpty()) {
      call.link = links.dial(record.addresses().get(0));
    } else {
      offer(call);
    }
  }

  private void offer(Call call) {
    Link link = links.expect(call.peer);
    link.call(call.number);
    call.link = link;
    if (call.via != null) {
      links.circuits().open(link.number(), call.via, call.peer);
    }
    self.outbox().add(new Output.Offer(link.number(), call.peer, call.rung));
  }

  /**
   * The path of a link has failed: the same channels may go on over another one (ICE restart). What
   * only the overlay uses is replaced instead: most often the peer is gone, and a letter to it
   * would wander through the network.
   */
  public void restart(Link link) {
    boolean can = link.ready() && link.call() != 0 && link.path() != Path.PEER;
    if (can && ladder.wants(link.id()) && !calls.contains(link.id()) && calls.size() < CALLS) {
      Call call = new Call(link.id(), Call.Side.OFFERER, link.call(), self.now());
      call.record = link.peer();
      call.link = link;
      calls.put(call.peer, call);
      insist(call.peer);
      self.outbox().add(new Output.Offer(link.number(), call.peer, Rung.ICE));
    }
  }

  /** The host's network is another one: a direct path is tried again at once. */
  public void networkChanged() {
    ladder.hasten();
    for (Call call : calls) {
      if (links.to(call.peer) != null) {
        drop(call, ErrorCode.CANCELLED);
      }
    }
  }

  /** Nobody waits for a call any more. */
  public void cancel(Id peer) {
    Call call = calls.get(peer);
    if (call != null && call.side != Call.Side.ANSWERER) {
      drop(call, ErrorCode.CANCELLED);
    }
  }

  /** A Sealed or Knock that was delivered here; false when the payload is another. */
  public boolean handle(Envelope e) {
    if (e.payload() instanceof Payload.Sealed sealed) {
      post.received(e, sealed);
      return true;
    }
    if (e.payload() instanceof Payload.Knock knock) {
      knocks.knocked(e, knock, canOffer, this::offerTo);
      return true;
    }
    return false;
  }

  /** Takes in the letters whose checks are done. */
  public void drain() {
    Letter letter = post.poll();
    while (letter != null) {
      received(letter);
      letter = post.poll();
    }
  }

  private void received(Letter letter) {
    Id from = letter.from().id();
    Letter.Kind kind = letter.kind();
    if (kind == Letter.Kind.OFFER) {
      offered(letter);
    } else if (kind == Letter.Kind.ANSWER) {
      answered(letter);
    } else if (kind == Letter.Kind.CANDIDATES) {
      candidates.take(letter, calls.get(from));
    } else if (kind == Letter.Kind.MESSAGE) {
      self.outbox().emit(new Event.MessageReceived(from, letter.body()));
    } else {
      refused(letter);
    }
  }

  private void refused(Letter letter) {
    Call call = calls.get(letter.from().id());
    if (call != null && call.number == letter.call()) {
      fail(call, letter.refusal());
    }
  }

  private void offered(Letter letter) {
    PeerRecord from = letter.from();
    Call mine = calls.get(from.id());
    boolean circuit = Ladder.isCircuit(letter.body());
    if (mine != null && mine.side == Call.Side.OFFERER) {
      boolean climbed = mine.rung == Rung.CIRCUIT;
      if (climbed == circuit ? self.id().compareTo(from.id()) < 0 : climbed) {
        return;
      }
    }
    if (mine != null) {
      drop(mine, ErrorCode.DUPLICATE);
    }
    Link via = circuit ? ladder.via(letter.body()) : null;
    ErrorCode refusal = circuit && via == null ? ErrorCode.UNREACHABLE : refusal(from);
    if (refusal != null) {
      self.counters().count(refusal);
      byte[] body = {(byte) refusal.number()};
      post.send(from, new Note(Letter.Kind.REFUSAL, letter.call(), body, 1), failure -> {});
      return;
    }
    Call call = new Call(from.id(), Call.Side.ANSWERER, letter.call(), self.now());
    call.record = from;
    Link link = links.to(from.id());
    if (link == null || link.call() != letter.call()) {
      link = links.expect(from.id());
      link.call(letter.call());
    }
    call.link = link;
    call.answered = true;
    calls.put(from.id(), call);
    link.detour(self.clock());
    ladder.answer(call, link, letter.body(), via);
    candidates.early(call, link);
  }

  private @Nullable ErrorCode refusal(PeerRecord from) {
    if (!canOffer) {
      return ErrorCode.REFUSED;
    }
    boolean replaces = links.to(from.id()) != null;
    int linked = links.ready().size() + calls.size();
    boolean full = linked >= self.claims().maxLinks() && !replaces;
    return full || calls.size() >= CALLS ? ErrorCode.LIMIT : null;
  }

  private void answered(Letter letter) {
    Call call = calls.get(letter.from().id());
    Link link = call == null ? null : call.link;
    if (call == null || link == null || call.answered || call.number != letter.call()) {
      self.counters().count(ErrorCode.UNEXPECTED);
      return;
    }
    call.answered = true;
    link.detour(self.clock());
    self.outbox().add(new Output.AcceptAnswer(link.number(), letter.body()));
    candidates.early(call, link);
  }

  /** The host made a description. */
  public void described(int number, byte[] description) {
    Call call = byLink(number);
    PeerRecord record = call == null ? null : call.record;
    if (call == null || record == null) {
      return;
    }
    call.described = true;
    Letter.Kind kind = call.side == Call.Side.ANSWERER ? Letter.Kind.ANSWER : Letter.Kind.OFFER;
    byte[] body = Ladder.offer(call, description);
    post.send(record, new Note(kind, call.number, body, call.attempts), failing(call));
  }

  private @Nullable Call byLink(int number) {
    for (Call call : calls) {
      if (call.link != null && call.link.number() == number) {
        return call;
      }
    }
    return null;
  }

  /** The host found a candidate. */
  public void candidate(int number, byte[] candidate) {
    candidates.found(byLink(number), candidate);
  }

  /** A link is ready, or has a path again: its call, if it had one, is done. */
  public void linkUp(Link link) {
    ladder.linkUp(link);
    Call call = calls.get(link.id());
    if (call == null) {
      return;
    }
    if (call.link == link) {
      calls.remove(call.peer);
    } else {
      drop(call, ErrorCode.DUPLICATE);
    }
  }

  /** A link is gone; a new path for it is of no use any more. */
  public void linkDown(Link link) {
    Call call = byLink(link.number());
    if (call != null) {
      drop(call, ErrorCode.CLOSED);
    }
  }

  /** A link did not come up. */
  public void linkFailed(Link link, ErrorCode reason) {
    Call call = byLink(link.number());
    if (call != null) {
      fail(call, reason);
    }
  }

  private void fail(Call call, ErrorCode reason) {
    drop(call, reason);
    if (links.to(call.peer) == null && !climbs(call, reason)) {
      overlay.buckets().failed(call.peer);
      failures.add(new Failure(call.peer, reason));
    }
  }

  /** Whether a call that failed goes on by other means. */
  private boolean climbs(Call call, ErrorCode reason) {
    Call next = new Call(call.peer, Call.Side.OFFERER, self.nonces().nextLong() | 1, self.now());
    next.record = call.record;
    next.attempts = call.attempts;
    if (!canOffer || !ladder.climb(call, next, reason)) {
      return false;
    }
    calls.put(next.peer, next);
    offer(next);
    return true;
  }

  private void drop(Call call, ErrorCode reason) {
    calls.remove(call.peer);
    if (call.link != null && !call.link.ready()) {
      links.retire(call.link, reason);
    }
  }

  /** What ends a call, while it is still the one with its peer, when a letter or knock fails. */
  private Consumer<@Nullable ErrorCode> failing(Call call) {
    return failure -> {
      if (failure != null && calls.get(call.peer) == call) {
        fail(call, failure);
      }
    };
  }

  /** Two peers that knock at each other both offer, and the offer of the lower id stands. */
  private void offerTo(PeerRecord caller) {
    Call mine = calls.get(caller.id());
    if (mine != null && mine.side == Call.Side.KNOCKER) {
      calls.remove(caller.id());
    }
    call(caller.id(), caller);
    insist(caller.id());
  }

  /** The next call that failed, or null. */
  public @Nullable Failure poll() {
    return failures.poll();
  }

  /** Sends batches, gives up calls that take too long, and tries direct paths again. */
  public void tick() {
    for (Link link : ladder.due()) {
      if (!ladder.wants(link.id())) {
        links.retire(link, ErrorCode.EVICTED);
      } else if (link.path() == Path.PEER) {
        call(link.id(), link.peer());
      } else {
        restart(link);
      }
    }
    for (Call call : calls) {
      // A link that was only tried again has never been silent: its candidates come all the same.
      if (call.isMended() && self.now() >= call.startedAt + Ladder.STEP) {
        calls.remove(call.peer);
      } else if (ladder.isLate(call)) {
        fail(call, call.side == Call.Side.KNOCKER ? ErrorCode.TIMEOUT : ErrorCode.CONNECT_FAILED);
      } else if (call.batchAt <= self.now()) {
        candidates.flush(call);
      }
    }
  }

  /** When {@link #tick} is due. */
  public long deadline() {
    long first = ladder.deadline();
    for (Call call : calls) {
      first = Math.min(first, Math.min(call.batchAt, ladder.end(call)));
    }
    return first;
  }
}
