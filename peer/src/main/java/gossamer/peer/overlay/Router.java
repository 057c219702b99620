package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.Envelope.Mode;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forwards envelopes over open links: along a source route where there is one, else greedily
 * towards the target with the neighbours' neighbours in view; a dead end backtracks. The whole
 * state of the search travels in the envelope.
 */
public class Router {
  /**
   * Links above which the neighbours' neighbours are not searched: so many peers are known better,
   * and a master would look through a hundred thousand for each message.
   */
  private static final int MANY = 64;

  private final Id own;
  private final Links links;
  private final Topology topology;

  Router(Id own, Links links, Topology topology) {
    this.own = own;
    this.links = links;
    this.topology = topology;
  }

  /** What is to be done with an envelope here. */
  public enum Verdict {
    /** It is for this peer. */
    DELIVER,
    /** It was sent on. */
    FORWARDED,
    /** It went back to its source as a failure, or was dropped: nobody to give it to. */
    GIVEN_UP,
    /** It started here and every path is exhausted. */
    UNREACHABLE
  }

  /** Where an envelope would go from here: null for nowhere. */
  public @Nullable Link next(Envelope e) {
    if (e.mode() == Mode.REPLY) {
      return back(e);
    }
    Link direct = e.mode() == Mode.EXACT ? links.live(e.target()) : null;
    Link way = direct == null ? prescribed(e) : direct;
    if (way != null) {
      return way;
    }
    if (e.mode() == Mode.EXACT) {
      return greedy(e, null);
    }
    Link other = e.path().size() == 1 && knowsMany() ? otherMaster(e) : null;
    return other == null ? closest(e) : other;
  }

  /**
   * Whoever is looked for may know another master alone, and the peers that came by each must not
   * become two networks: what a neighbour asks goes on from here or, as likely, from any other
   * master that has many links. Null for here.
   */
  private @Nullable Link otherMaster(Envelope e) {
    Link drawn = null;
    int count = 1;
    for (Link link : links.ready()) {
      boolean hasMany = link.toMaster() && link.neighbours().size() >= MANY;
      if (hasMany && !links.doubted(link) && fresh(e, link.id()) && e.exchange() % ++count == 0) {
        drawn = link;
      }
    }
    return drawn;
  }

  /** Delivers, forwards or gives up an envelope that arrived or starts here. */
  public Verdict route(Envelope e) {
    if (e.mode() != Mode.CLOSEST && e.target().equals(own)) {
      return Verdict.DELIVER;
    }
    Link link = next(e);
    if (e.mode() == Mode.CLOSEST && (link == null || answers(e))) {
      return Verdict.DELIVER;
    }
    if (e.hops() == 0) {
      return giveUp(e);
    }
    if (e.mode() == Mode.REPLY) {
      return reply(e, link);
    }
    return link == null ? backtrack(e) : forward(e, link);
  }

  /** Whoever is linked to the peer that another looks for has its record. */
  private boolean answers(Envelope e) {
    return e.payload() instanceof Payload.FindNode
        && links.to(e.target()) != null
        && !e.source().equals(e.target());
  }

  private Verdict forward(Envelope e, Link link) {
    if (e.path().size() >= Limits.HOPS) {
      return giveUp(e);
    }
    List<Id> route = e.route();
    if (!route.isEmpty() && route.get(0).equals(link.id())) {
      route = Ids.slice(route, 1, route.size());
    }
    send(link, with(e, append(e.path(), own), e.visited(), route));
    return Verdict.FORWARDED;
  }

  /** A dead end: this peer is marked as visited and the one before it goes on. */
  private Verdict backtrack(Envelope e) {
    if (e.path().isEmpty()) {
      return Verdict.UNREACHABLE;
    }
    Id before = e.path().get(e.path().size() - 1);
    Link link = links.to(before);
    if (link == null || e.visited().size() >= Limits.HOPS) {
      return giveUp(e);
    }
    List<Id> path = Ids.slice(e.path(), 0, e.path().size() - 1);
    send(link, with(e, path, append(e.visited(), own), Ids.none()));
    return Verdict.FORWARDED;
  }

  private Verdict reply(Envelope e, @Nullable Link link) {
    if (link != null) {
      List<Id> route = e.route();
      int at = Ids.indexOf(route, link.id());
      send(link, with(e, e.path(), e.visited(), Ids.slice(route, at + 1, route.size())));
      return Verdict.FORWARDED;
    }
    // A link of the way back is gone: search for the source by its id.
    Envelope search =
        new Envelope(
            e.exchange(),
            e.source(),
            e.target(),
            Mode.EXACT,
            e.hops(),
            Ids.none(),
            Ids.none(),
            Ids.none(),
            e.payload());
    Verdict verdict = route(search);
    return verdict == Verdict.UNREACHABLE ? Verdict.GIVEN_UP : verdict;
  }

  private Verdict giveUp(Envelope e) {
    if (e.path().isEmpty()) {
      return e.source().equals(own) ? Verdict.UNREACHABLE : Verdict.GIVEN_UP;
    }
    if (e.mode() != Mode.REPLY && isRequest(e.payload())) {
      route(replyTo(e, own, new Payload.Failure(ErrorCode.UNREACHABLE)));
    }
    return Verdict.GIVEN_UP;
  }

  /** Whether a payload asks for a reply. */
  public static boolean isRequest(Payload payload) {
    return switch (payload) {
      case Payload.Nodes p -> false;
      case Payload.Values p -> false;
      case Payload.Ack p -> false;
      case Payload.Failure p -> false;
      default -> true;
    };
  }

  /** The reply to an envelope: back along its path (RFC 6940 §6.1.1). */
  public static Envelope replyTo(Envelope e, Id from, Payload payload) {
    List<Id> route = new ArrayList<>();
    for (int i = e.path().size() - 1; i > 0; i--) {
      route.add(e.path().get(i));
    }
    return new Envelope(
        e.exchange(),
        from,
        e.source(),
        Mode.REPLY,
        Limits.HOPS,
        Ids.none(),
        Ids.none(),
        route,
        payload);
  }

  private @Nullable Link back(Envelope e) {
    Link direct = links.live(e.target());
    if (direct != null) {
      return direct;
    }
    // A later hop that is linked here shortens the way; the list gets shorter each time, so that it
    // ends.
    for (int i = e.route().size() - 1; i >= 0; i--) {
      Link link = links.live(e.route().get(i));
      if (link != null) {
        return link;
      }
    }
    return null;
  }

  private @Nullable Link prescribed(Envelope e) {
    Link first = e.route().isEmpty() ? null : links.live(e.route().get(0));
    return first != null && fresh(e, first.id()) ? first : null;
  }

  /** Key-based routing goes on only strictly closer than this peer is. */
  @Nullable Link closest(Envelope e) {
    return greedy(e, own);
  }

  /**
   * The link that, itself or through its neighbours, leads closest to the target, and closer than
   * {@code bound} (key-based routing goes on only closer than this peer is). One that may be dead
   * is taken for want of another.
   */
  private @Nullable Link greedy(Envelope e, @Nullable Id bound) {
    Link best = greedy(e, bound, false);
    return best == null ? greedy(e, bound, true) : best;
  }

  private @Nullable Link greedy(Envelope e, @Nullable Id bound, boolean doubted) {
    Id target = e.target();
    Link best = null;
    Id bestId = bound;
    for (Link link : links.ready()) {
      if (link.silent() || !fresh(e, link.id()) || links.doubted(link) != doubted) {
        continue;
      }
      Id reach = reach(e, link);
      int order = bestId == null ? -1 : topology.compareWays(target, reach, bestId);
      // Many links know the same peer; if it is linked itself, all others are detours.
      if (order < 0 || order == 0 && reach.equals(link.id())) {
        best = link;
        bestId = reach;
      }
    }
    return best;
  }

  /** Whether there are so many links that what their peers tell of others is left aside. */
  final boolean knowsMany() {
    return links.ready().size() > MANY;
  }

  private Id reach(Envelope e, Link link) {
    Id best = link.id();
    if (knowsMany()) {
      return best;
    }
    for (Id id : link.neighbours()) {
      if (topology.compareWays(e.target(), id, best) < 0 && !id.equals(own) && fresh(e, id)) {
        best = id;
      }
    }
    return best;
  }

  static boolean fresh(Envelope e, Id id) {
    return !Ids.contains(e.path(), id) && !Ids.contains(e.visited(), id);
  }

  private void send(Link link, Envelope e) {
    links.send(link, new Frame.Routed(e));
  }

  private static Envelope with(Envelope e, List<Id> path, List<Id> visited, List<Id> route) {
    return new Envelope(
        e.exchange(),
        e.source(),
        e.target(),
        e.mode(),
        e.hops() - 1,
        path,
        visited,
        route,
        e.payload());
  }

  private static List<Id> append(List<Id> ids, Id id) {
    List<Id> longer = new ArrayList<>(ids.size() + 1);
    longer.addAll(ids);
    longer.add(id);
    return longer;
  }
}
