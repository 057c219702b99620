package gossamer.peer.signal;

import gossamer.peer.host.Event;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Kademlia;
import gossamer.peer.signal.Post.Note;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

  /** How long candidates are gathered into one letter: milliseconds. */
  private static final long BATCH = 20;

  /** A call that failed. */
  public record Failure(Id peer, ErrorCode reason) {}

  private final Self self;
  private final Links links;
  private final Kademlia overlay;
  private final Post post;
  private final Knocks knocks;
  private final boolean canOffer;
  private final Map<Id, Call> calls = new LinkedHashMap<>();
  private final Candidates orphans = new Candidates();
  private final ArrayDeque<Failure> failures = new ArrayDeque<>();

  /**
   * Signalling of one peer.
   *
   * @param canOffer whether the host makes WebRTC connections
   */
  public Signalling(Self self, Links links, Post post, boolean canOffer) {
    this.self = self;
    this.links = links;
    this.overlay = post.overlay();
    this.post = post;
    this.knocks = new Knocks(self, post);
    this.canOffer = canOffer;
  }

  /**
   * Opens a link to a peer, if there is none and none is on its way. Without a record the peer is
   * asked to make the offer.
   */
  public void connect(Id peer, @Nullable PeerRecord record) {
    if (links.to(peer) == null) {
      call(peer, record);
    }
  }

  private void call(Id peer, @Nullable PeerRecord record) {
    if (calls.containsKey(peer)) {
      return;
    }
    boolean master = record != null && record.kind() == PeerKind.MASTER;
    if (!canOffer && !master || calls.size() >= CALLS) {
      failures.add(new Failure(peer, canOffer ? ErrorCode.LIMIT : ErrorCode.REFUSED));
      return;
    }
    Call.Side side = record == null ? Call.Side.KNOCKER : Call.Side.OFFERER;
    Call call = new Call(peer, side, number(), self.now());
    call.record = record;
    calls.put(peer, call);
    if (record == null) {
      knocks.knock(peer, reason -> knockFailed(call, reason));
    } else if (master && !record.addresses().isEmpty()) {
      call.link = links.dial(record.addresses().get(0));
    } else {
      Link link = links.expect(peer);
      call.link = link;
      self.outbox().add(new Output.Offer(link.number(), peer));
    }
  }

  private long number() {
    try {
      return new Reader(self.nonces().next(8)).i64() | 1;
    } catch (ProtocolException e) {
      throw new IllegalStateException("eight bytes", e);
    }
  }

  /** Gives up a call that nobody waits for any more. */
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
    switch (letter.kind()) {
      case OFFER -> offered(letter);
      case ANSWER -> answered(letter);
      case CANDIDATES -> candidates(letter);
      case MESSAGE -> self.outbox().emit(new Event.MessageReceived(from, letter.body()));
      case REFUSAL -> {
        Call call = calls.get(from);
        if (call != null && call.number == letter.call()) {
          ErrorCode code =
              letter.body().length == 1 ? ErrorCode.ofNumber(letter.body()[0] & 255) : null;
          fail(call, code == null ? ErrorCode.REFUSED : code);
        }
      }
    }
  }

  private void offered(Letter letter) {
    PeerRecord from = letter.from();
    Call mine = calls.get(from.id());
    if (mine != null && mine.side == Call.Side.OFFERER && self.id().compareTo(from.id()) < 0) {
      return;
    }
    if (mine != null) {
      drop(mine, ErrorCode.DUPLICATE);
    }
    ErrorCode refusal = refusal(from);
    if (refusal != null) {
      self.counters().count(refusal);
      byte[] body = {(byte) refusal.number()};
      post.send(from, new Note(Letter.Kind.REFUSAL, letter.call(), body), failure -> {});
      return;
    }
    Call call = new Call(from.id(), Call.Side.ANSWERER, letter.call(), self.now());
    call.record = from;
    Link link = links.expect(from.id());
    call.link = link;
    call.answered = true;
    calls.put(from.id(), call);
    self.outbox().add(new Output.Answer(link.number(), from.id(), letter.body()));
    List<byte[]> early = orphans.remove(letter.call());
    if (early != null) {
      self.outbox().add(new Output.AddCandidates(link.number(), early));
    }
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
    self.outbox().add(new Output.AcceptAnswer(link.number(), letter.body()));
    if (!call.early.isEmpty()) {
      self.outbox().add(new Output.AddCandidates(link.number(), new ArrayList<>(call.early)));
      call.early.clear();
    }
  }

  private void candidates(Letter letter) {
    List<byte[]> some;
    try {
      some = Candidates.split(letter.body());
    } catch (ProtocolException e) {
      self.counters().count(e.code());
      return;
    }
    Call call = calls.get(letter.from().id());
    Link link = call == null ? null : call.link;
    if (call == null || link == null || call.number != letter.call()) {
      orphans.keep(letter.call(), some);
    } else if (call.answered) {
      self.outbox().add(new Output.AddCandidates(link.number(), some));
    } else if (call.early.size() + some.size() <= Candidates.PER_CALL) {
      call.early.addAll(some);
    }
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
    post.send(
        record,
        new Note(kind, call.number, description),
        failure -> {
          if (failure != null && calls.get(call.peer) == call) {
            fail(call, failure);
          }
        });
  }

  /** The host found a candidate. */
  public void candidate(int number, byte[] candidate) {
    Call call = byLink(number);
    if (call == null) {
      return;
    }
    if (candidate.length > Output.CANDIDATE || call.candidates >= Candidates.PER_CALL) {
      self.counters().count(ErrorCode.TOO_LARGE);
      return;
    }
    call.candidates++;
    call.batch.add(candidate);
    call.batchAt = Math.min(call.batchAt, self.now() + BATCH);
  }

  private void flush(Call call) {
    PeerRecord record = call.record;
    if (record == null || !call.described) {
      call.batchAt = self.now() + BATCH;
      return;
    }
    byte[] body = Candidates.join(call.batch);
    call.batch.clear();
    call.batchAt = Long.MAX_VALUE;
    post.send(record, new Note(Letter.Kind.CANDIDATES, call.number, body), failure -> {});
  }

  private @Nullable Call byLink(int number) {
    for (Call call : calls.values()) {
      if (call.link != null && call.link.number() == number) {
        return call;
      }
    }
    return null;
  }

  /** A link is ready: its call, if it had one, is done. */
  public void linkUp(Link link) {
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

  /** A link did not come up. */
  public void linkFailed(Link link, ErrorCode reason) {
    Call call = byLink(link.number());
    if (call != null) {
      fail(call, reason);
    }
  }

  private void fail(Call call, ErrorCode reason) {
    drop(call, reason);
    overlay.buckets().failed(call.peer, self.now());
    failures.add(new Failure(call.peer, reason));
  }

  private void drop(Call call, ErrorCode reason) {
    calls.remove(call.peer);
    if (call.link != null) {
      links.retire(call.link, reason);
    }
  }

  private void knockFailed(Call call, ErrorCode reason) {
    if (calls.get(call.peer) == call) {
      fail(call, reason);
    }
  }

  /** Two peers that knock at each other both offer, and the offer of the lower id stands. */
  private void offerTo(PeerRecord caller) {
    Call mine = calls.get(caller.id());
    if (mine != null && mine.side == Call.Side.KNOCKER) {
      calls.remove(caller.id());
    }
    call(caller.id(), caller);
  }

  /** Sends an acknowledged message; {@code then} gets null when it arrived, otherwise why not. */
  public void message(PeerRecord to, byte[] bytes, Consumer<@Nullable ErrorCode> then) {
    post.send(to, new Note(Letter.Kind.MESSAGE, 0, bytes), then);
  }

  /** The next call that failed, or null. */
  public @Nullable Failure poll() {
    return failures.poll();
  }

  /** Sends batches and gives up calls that take too long. */
  public void tick() {
    for (Call call : new ArrayList<>(calls.values())) {
      if (self.now() - call.startedAt >= TIMEOUT) {
        fail(call, call.side == Call.Side.KNOCKER ? ErrorCode.TIMEOUT : ErrorCode.CONNECT_FAILED);
      } else if (call.batchAt <= self.now()) {
        flush(call);
      }
    }
  }

  /** When {@link #tick} is due. */
  public long deadline() {
    long first = Long.MAX_VALUE;
    for (Call call : calls.values()) {
      first = Math.min(first, Math.min(call.batchAt, call.startedAt + TIMEOUT));
    }
    return first;
  }
}
