package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the overlay whole: refreshes contacts, tells neighbours of neighbours, opens links where
 * some are missing, and gives up the least useful ones where there are too many.
 */
public final class Maintenance {
  /** Shortest and longest time between two lookups of the own id: milliseconds. */
  private static final long FIRST_REFRESH = 500;

  /** At an ordinary {@link Self#paced}, like {@link #LOOK}. */
  private static final int LAST_REFRESH = 120_000;

  /** Pause after the first lookup that met enough peers. */
  private static final int SETTLED_REFRESH = 10_000;

  /**
   * Neighbours are told of changes at most this often: milliseconds; more rarely by a peer with
   * many links.
   */
  private static final long TELL = 200;

  /** A new link is wanted at most this often: milliseconds. */
  private static final long WANT = 300;

  /** Contacts with which a peer is in: it looks for more at leisure. */
  private static final int FOOTHOLD = 4;

  /** Without a change, missing links are looked for this often: milliseconds. */
  private static final int LOOK = 10_000;

  /** More buckets are never filled, so that one has its share of the links and more. */
  private static final int BUCKETS = 64;

  private final Self self;
  private final Links links;
  private final Overlay overlay;
  private final Masters masters;
  private final int desired;
  private final Vacancies vacancies;
  private long refreshAt = Long.MAX_VALUE;
  private long refreshPause = FIRST_REFRESH;
  private long tellAt = Long.MAX_VALUE;
  private long wantAt = Long.MAX_VALUE;

  /** A link to it is wanted, and its record was asked for and has come; or null. */
  private @Nullable Id introduced;

  /**
   * For one overlay.
   *
   * @param desired that many of the farthest buckets shall have a link to another than a master,
   *     beside the links to the closest; 0 for no links of its own accord
   */
  public Maintenance(Links links, Overlay overlay, Masters masters, int desired) {
    this.self = overlay.self();
    this.links = links;
    this.overlay = overlay;
    this.masters = masters;
    this.desired = desired;
    this.vacancies = new Vacancies(links, overlay, desired);
  }

  /** A link came up or went down. */
  public void linksChanged(boolean up) {
    long pause = Math.max(TELL, 4L * links.ready().size());
    tellAt = Math.min(tellAt, self.now() + pause);
    neighboursChanged();
    if (up) {
      hasten();
      trim();
    }
  }

  /** A neighbour told of changes: there may be a better link. */
  public void neighboursChanged() {
    wantAt = Math.min(wantAt, self.now() + WANT);
  }

  /** While few peers are known, the own neighbourhood is looked up again soon. */
  public void hasten() {
    boolean few = overlay.buckets().size() < FOOTHOLD;
    if (few || refreshAt == Long.MAX_VALUE) {
      refreshPause = FIRST_REFRESH;
      long soon = refreshPause / 2 + self.random().below((int) refreshPause);
      refreshAt = Math.min(refreshAt, self.now() + soon);
    }
  }

  /** Does what is due. */
  public void tick() {
    if (tellAt <= self.now()) {
      tellAt = Long.MAX_VALUE;
      tell();
    }
    if (refreshAt <= self.now()) {
      refreshAt = self.now() + refreshPause + self.random().below((int) (refreshPause / 2));
      refreshPause = Math.min(self.paced(LAST_REFRESH), 2 * refreshPause);
      refresh();
    }
    trim();
  }

  private void refresh() {
    if (links.ready().isEmpty()) {
      return;
    }
    overlay.buckets().expire();
    // Those that are known to be close know each other, and perhaps none of the others that are:
    // the way begins with any neighbour.
    Id first = anyNeighbour();
    overlay.lookups().closest(self.id(), first, record -> refreshed());
    if (refreshPause >= self.paced(LAST_REFRESH)) {
      overlay.lookups().closest(Id.random(self.random()), first, record -> refreshed());
    }
  }

  private Id anyNeighbour() {
    Id any = self.id();
    int skip = self.random().below(links.ready().size());
    for (Link link : links.ready()) {
      any = skip-- == 0 ? link.id() : any;
    }
    return any;
  }

  private void refreshed() {
    if (overlay.buckets().size() >= FOOTHOLD) {
      refreshPause = Math.max(refreshPause, self.paced(SETTLED_REFRESH));
    }
    for (Contact contact : overlay.buckets().all()) {
      masters.met(contact.record());
    }
    wantAt = Math.min(wantAt, self.now());
  }

  private void tell() {
    boolean many = links.ready().size() > Limits.NEIGHBOURS;
    List<Id> all = new ArrayList<>();
    for (Link link : links.ready()) {
      all.add(position(all, link.id()), link.id());
    }
    for (Link link : links.ready()) {
      links.tell(link, many ? around(link.id(), all) : all);
    }
  }

  /**
   * Of many neighbours, those next to the receiver in order: they share the longest prefixes with
   * it.
   */
  private static List<Id> around(Id receiver, List<Id> sorted) {
    int middle = position(sorted, receiver);
    int from =
        Math.min(Math.max(0, middle - Limits.NEIGHBOURS / 2), sorted.size() - Limits.NEIGHBOURS);
    return Ids.slice(sorted, from, from + Limits.NEIGHBOURS);
  }

  /** How many of the sorted ids are smaller. */
  private static int position(List<Id> sorted, Id id) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (sorted.get(middle).compareTo(id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The peer to which a link should be opened now, or null. */
  public @Nullable PeerRecord wanted() {
    if (self.now() < wantAt) {
      return null;
    }
    Id choice = introduced == null ? vacancies.next() : introduced;
    Id asked = choice == null ? vacancies.unknown() : choice;
    if (asked == null) {
      wantAt = desired == 0 ? Long.MAX_VALUE : self.now() + self.paced(LOOK);
      return null;
    }
    wantAt = self.now() + WANT;
    PeerRecord record = overlay.lookups().known(asked);
    // Who was asked may not have had it.
    if (record == null && introduced == null) {
      introduce(asked, choice != null);
    }
    introduced = null;
    return record;
  }

  private void introduce(Id peer, boolean wanted) {
    Link neighbour = overlay.introducer(peer);
    if (neighbour != null) {
      overlay
          .lookups()
          .introduce(
              peer,
              neighbour.id(),
              record -> {
                if (wanted) {
                  introduced = peer;
                  wantAt = self.now();
                }
              });
    }
  }

  /** Above the limit, gives up the link that is least useful. */
  private void trim() {
    while (links.ready().size() > self.claims().maxLinks()) {
      Link victim = leastUseful();
      if (victim == null) {
        return;
      }
      self.counters().count(ErrorCode.EVICTED);
      links.retire(victim, ErrorCode.EVICTED);
    }
  }

  /**
   * The link that is not used by the application, in the fullest bucket, youngest. But a peer that
   * wants no links itself, like a master, is the way in, where newcomers stay: it gives up the
   * oldest in well-filled buckets whose peers have found others.
   */
  private @Nullable Link leastUseful() {
    int[] linked = vacancies.linksByBucket();
    Link victim = null;
    int fullest = Integer.MIN_VALUE;
    for (Link link : links.ready()) {
      int count = linked[overlay.topology().bucket(self.id(), link.id())];
      if (count > self.claims().maxLinks() / BUCKETS && isIn(link)) {
        return link;
      }
      int rank = link.pinned() ? count - Id.BITS * Buckets.K : count;
      if (rank >= fullest) {
        victim = link;
        fullest = rank;
      }
    }
    return victim;
  }

  private boolean isIn(Link link) {
    return desired == 0
        && !link.pinned()
        && !link.toMaster()
        && link.neighbours().size() >= FOOTHOLD;
  }

  /** When {@link #tick} or {@link #wanted} is due. */
  public long deadline() {
    return Math.min(Math.min(refreshAt, tellAt), wantAt);
  }
}
