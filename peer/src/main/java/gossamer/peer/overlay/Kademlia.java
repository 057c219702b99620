package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The overlay after Kademlia (Maymounkov and Mazières, 2002) over expensive links: k-buckets of
 * verified contacts, iterative lookups, and their requests as messages that are routed over open
 * links.
 */
public final class Kademlia {
  /** Bytes of records in one answer, so that it fits a frame. */
  private static final int ANSWER = 24 * 1024;

  private final Self self;
  private final Links links;
  private final Buckets buckets;
  private final Router router;
  private final Requests requests;
  private final Lookups lookups;
  private final Forwards forwards;
  private final ArrayDeque<Envelope> delivered = new ArrayDeque<>();

  /** The overlay of a peer without contacts. */
  public Kademlia(Self self, Links links, RecordChecks checks) {
    this.self = self;
    this.links = links;
    this.buckets = new Buckets(self.id());
    this.router = new Router(self.id(), links);
    this.requests = new Requests(self, links, router, buckets);
    this.lookups = new Lookups(self, checks, requests, this);
    this.forwards = new Forwards(self, this::pass);
  }

  /** The peer whose overlay it is. */
  Self self() {
    return self;
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
    buckets.add(link.peer(), List.of(), self.now());
    buckets.succeeded(link.id());
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
    switch (router.route(e)) {
      case DELIVER -> deliver(e);
      case UNREACHABLE -> requests.exhausted(e);
      case GIVEN_UP -> self.counters().count(ErrorCode.UNREACHABLE);
      case FORWARDED -> {}
    }
  }

  private void deliver(Envelope e) {
    if (!Router.isRequest(e.payload())) {
      requests.replied(e);
    } else if (e.payload() instanceof Payload.FindNode find) {
      reply(e, new Payload.Nodes(fitting(closest(find.target(), Limits.RECORDS), ANSWER)));
    } else {
      delivered.add(e);
    }
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
   * The known peers closest to a target, at most {@code count}, closest first; never this peer
   * itself.
   */
  public List<PeerRecord> closest(Id target, int count) {
    List<PeerRecord> found = new ArrayList<>(count + 1);
    for (Contact contact : buckets.all()) {
      if (contact.failures < Buckets.STALE) {
        insert(found, contact.record, target, count);
      }
    }
    // A neighbour counts even when its bucket had no room.
    for (Link link : links.ready()) {
      insert(found, link.peer(), target, count);
    }
    return found;
  }

  private static void insert(List<PeerRecord> sorted, PeerRecord record, Id target, int count) {
    int at = sorted.size();
    while (at > 0) {
      int order = target.compareDistance(sorted.get(at - 1).id(), record.id());
      if (order == 0) {
        return;
      }
      if (order < 0) {
        break;
      }
      at--;
    }
    sorted.add(at, record);
    if (sorted.size() > count) {
      sorted.remove(count);
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
    return route.size() > Limits.ROUTE ? List.of() : route;
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
