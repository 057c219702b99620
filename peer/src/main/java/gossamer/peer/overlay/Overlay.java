package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;
import gossamer.peer.table.Queue;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An overlay over expensive links: buckets of verified contacts, iterative lookups, and their
 * requests as messages that are routed over open links. What is near depends on the {@link
 * Topology}.
 */
public class Overlay {
  /**
   * Records in an answer to FIND_NODE: with {@link Limits#RECORDS} the bytes are more than twice as
   * many.
   */
  private static final int ANSWER = 4;

  /** How long a peer that was heard counts as alive: milliseconds. */
  private static final int ALIVE = 60_000;

  private final Self self;
  private final Links links;
  private final Topology topology;
  private final Buckets buckets;
  private final Router router;
  private final Requests requests;
  private final Lookups lookups;
  private final Forwards forwards;
  private final Queue<Envelope> delivered = new Queue<>();

  Overlay(Self self, Links links, RecordChecks checks, Topology topology) {
    this.self = self;
    this.links = links;
    this.topology = topology;
    this.buckets = new Buckets(self, topology);
    this.router = topology.router(self.id(), links);
    this.requests = new Requests(self, links, router, buckets);
    this.lookups = new Lookups(self, checks, requests, this);
    this.forwards = new Forwards(self, this::pass);
  }

  /** The peer whose overlay it is. */
  Self self() {
    return self;
  }

  /** What is near in it. */
  public Topology topology() {
    return topology;
  }

  /** The verified contacts. */
  public Buckets buckets() {
    return buckets;
  }

  /** Requests with replies. */
  public Requests requests() {
    return requests;
  }

  /** Iterative lookups. */
  public Lookups lookups() {
    return lookups;
  }

  /** The application's say in forwarding. */
  public Forwards forwards() {
    return forwards;
  }

  /** A link is ready: its peer is the best kind of contact. */
  public void linkUp(Link link) {
    buckets.add(link.peer(), Ids.none());
    buckets.succeeded(link.id());
  }

  /** A peer wrote, and said truly who it is (Kademlia, §2.1): its closest peers know it at once. */
  public void heardFrom(PeerRecord record, Envelope e) {
    buckets.add(record, Router.replyTo(e, self.id(), e.payload()).route());
    buckets.succeeded(record.id());
  }

  /** A link is gone; why tells whether its peer is, too. */
  public void linkDown(Link link, ErrorCode reason) {
    if (links.to(link.id()) != null) {
      return;
    }
    if (reason == ErrorCode.LEFT) {
      buckets.left(link.id());
    } else if (reason == ErrorCode.TIMEOUT || reason == ErrorCode.CLOSED) {
      buckets.lost(link.id());
    } else {
      buckets.succeeded(link.id());
    }
  }

  /**
   * An envelope arrived on a link. What is not for this peer is passed on as far as the link may.
   */
  public void received(Link from, Envelope e) {
    if (!e.target().equals(self.id()) && !links.mayForward(from)) {
      return;
    }
    if (forwards.intercepts(e)) {
      Link next = router.next(e);
      if (next != null && forwards.hold(e, next.id())) {
        return;
      }
    }
    pass(e);
  }

  private void pass(Envelope e) {
    Router.Verdict verdict = router.route(e);
    if (verdict == Router.Verdict.DELIVER) {
      deliver(e);
    } else if (verdict == Router.Verdict.UNREACHABLE) {
      requests.exhausted(e);
    } else if (verdict == Router.Verdict.GIVEN_UP) {
      self.counters().count(ErrorCode.UNREACHABLE);
    }
  }

  /** A message is for this peer. */
  void deliver(Envelope e) {
    if (!Router.isRequest(e.payload())) {
      requests.replied(e);
    } else if (e.payload() instanceof Payload.FindNode find) {
      reply(e, new Payload.Nodes(answer(e, find.target())));
    } else {
      delivered.add(e);
    }
  }

  /**
   * Whoever looks for a peer that is known needs no others; a peer looks for its own id to learn.
   */
  private List<PeerRecord> answer(Envelope e, Id target) {
    List<PeerRecord> found = closest(target, ANSWER);
    if (!found.isEmpty() && found.get(0).id().equals(target)) {
      if (!e.source().equals(target)) {
        return closest(target, 1);
      }
      found.remove(0);
    }
    // Whoever asks the closest does not know who that is.
    PeerRecord own = self.record();
    if (e.mode() == Envelope.Mode.CLOSEST && own != null) {
      found.add(own);
    }
    return found;
  }

  /** Answers a request that was delivered here. */
  public void reply(Envelope request, Payload payload) {
    Envelope reply = Router.replyTo(request, self.id(), payload);
    if (request.source().equals(self.id())) {
      requests.replied(reply);
    } else {
      pass(reply);
    }
  }

  /** The successors that a ring has, nearest first; none in another topology. */
  public List<PeerRecord> successors() {
    return new ArrayList<>();
  }

  /** The predecessor in a ring; null in another topology. */
  public @Nullable PeerRecord predecessor() {
    return null;
  }

  /** The next request for the layers above, or null. */
  public @Nullable Envelope poll() {
    Envelope own = requests.local();
    while (own != null) {
      deliver(own);
      own = requests.local();
    }
    return delivered.poll();
  }

  /** Records that fit an answer of so many bytes. */
  public static List<PeerRecord> fitting(List<PeerRecord> records, int bytes) {
    int left = bytes;
    List<PeerRecord> some = new ArrayList<>(records.size());
    for (PeerRecord record : records) {
      left -= record.encoded().length;
      if (left < 0) {
        break;
      }
      some.add(record);
    }
    return some;
  }

  /**
   * The peers closest to a target that are alive as far as this peer can tell, at most {@code
   * count}, closest first; never this peer itself. What others only told is left out, or the dead
   * would be handed around for ever.
   */
  public List<PeerRecord> closest(Id target, int count) {
    List<PeerRecord> found = new ArrayList<>(count + 1);
    // A neighbour counts even when its bucket had no room.
    for (Link link : links.ready()) {
      int at = place(found, link.id(), target, count);
      insert(found, at, link.peer(), count);
    }
    fill(found, target, count, false);
    return found;
  }

  private void fill(List<PeerRecord> found, Id target, int count, boolean told) {
    for (Contact contact : buckets.all()) {
      int at = place(found, contact.id(), target, count);
      if (at >= 0 && (told ? contact.failures < Buckets.STALE : alive(contact))) {
        insert(found, at, contact.record, count);
      }
    }
  }

  /** Where a lookup begins: with whatever is known, when too few are known to be alive. */
  List<PeerRecord> start(Id target) {
    List<PeerRecord> found = closest(target, Buckets.K);
    if (found.size() < Buckets.K) {
      fill(found, target, Buckets.K, true);
    }
    return found;
  }

  /** Whether the contact was heard lately, or is linked to a neighbour. */
  boolean alive(Contact contact) {
    return contact.failures == 0 && (heard(contact) || introducer(contact.id()) != null);
  }

  /** Whether the contact was heard lately. */
  boolean heard(Contact contact) {
    return !self.passed(contact.heardAt, ALIVE);
  }

  /** A neighbour that says it is linked to this peer, or null. */
  @Nullable Link introducer(Id peer) {
    if (!router.knowsMany()) {
      for (Link link : links.ready()) {
        if (Ids.contains(link.neighbours(), peer)) {
          return link;
        }
      }
    }
    return null;
  }

  /** Where an id belongs in a list that is sorted and full at {@code count}; -1 for nowhere. */
  final int place(List<PeerRecord> sorted, Id id, Id target, int count) {
    int at = sorted.size();
    while (at > 0) {
      int order = topology.compare(target, sorted.get(at - 1).id(), id);
      if (order == 0) {
        return -1;
      }
      if (order < 0) {
        break;
      }
      at--;
    }
    return at < count ? at : -1;
  }

  static void insert(List<PeerRecord> sorted, int at, PeerRecord record, int count) {
    if (at >= 0) {
      sorted.add(at, record);
      if (sorted.size() > count) {
        sorted.remove(count);
      }
    }
  }

  /**
   * The source route for peers that are learnt from {@code peer}: how it is reached, and itself.
   */
  List<Id> routeThrough(Id peer) {
    List<Id> route = new ArrayList<>();
    Contact contact = links.to(peer) == null ? buckets.get(peer) : null;
    if (contact != null) {
      route.addAll(contact.route());
    }
    route.add(peer);
    return route.size() > Limits.ROUTE ? Ids.none() : route;
  }

  /** Retries and gives up what waits too long. */
  public void tick() {
    requests.tick();
    forwards.tick();
  }

  /** When {@link #tick} is due. */
  public long deadline() {
    return Math.min(requests.deadline(), forwards.deadline());
  }
}
