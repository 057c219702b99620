package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerKind;
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

  private static final long LAST_REFRESH = 30_000;

  /**
   * Neighbours are told of changes at most this often: milliseconds; more rarely by a peer with
   * many links.
   */
  private static final long TELL = 200;

  /** A new link is wanted at most this often: milliseconds. */
  private static final long WANT = 300;

  /** Of the links that are wanted, those to the closest contacts. */
  private static final int CLOSEST = 4;

  private final Self self;
  private final Links links;
  private final Kademlia overlay;
  private final Masters masters;
  private final int desired;
  private long refreshAt = Long.MAX_VALUE;
  private long refreshPause = FIRST_REFRESH;
  private long tellAt = Long.MAX_VALUE;
  private long wantAt = Long.MAX_VALUE;

  /**
   * For one overlay.
   *
   * @param desired links to others than masters that are opened of its own accord
   */
  public Maintenance(Links links, Kademlia overlay, Masters masters, int desired) {
    this.self = overlay.self();
    this.links = links;
    this.overlay = overlay;
    this.masters = masters;
    this.desired = desired;
  }

  /** A link came up or went down. */
  public void linksChanged(boolean up) {
    long pause = Math.max(TELL, 4L * links.ready().size());
    tellAt = Math.min(tellAt, self.now() + pause);
    wantAt = Math.min(wantAt, self.now() + WANT);
    refreshAt = Math.min(refreshAt, self.now() + LAST_REFRESH / 6);
    if (up) {
      hasten();
      trim();
    }
  }

  /**
   * Something changed nearby: while few peers are known, the own neighbourhood is looked up again
   * at once.
   */
  public void hasten() {
    if (overlay.buckets().all().size() < Buckets.K) {
      refreshPause = FIRST_REFRESH;
      refreshAt = Math.min(refreshAt, self.now() + 50 + self.random().below((int) FIRST_REFRESH));
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
      refreshPause = Math.min(LAST_REFRESH, 2 * refreshPause);
      refresh();
    }
    trim();
  }

  private void refresh() {
    if (links.ready().isEmpty()) {
      return;
    }
    overlay.buckets().expire(self.now());
    overlay.lookups().find(self.id(), this::refreshed);
    if (refreshPause >= LAST_REFRESH) {
      Id elsewhere = self.id().randomAtPrefix(self.random().below(8), self.random());
      overlay.lookups().find(elsewhere, this::refreshed);
    }
  }

  private void refreshed(Lookups.Result result) {
    for (PeerRecord record : result.closest()) {
      masters.met(record);
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
      all.add(many ? position(all, link.id()) : all.size(), link.id());
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

  /** The contact to which a link should be opened now, or null. */
  public @Nullable PeerRecord wanted() {
    if (self.now() < wantAt || desired == 0) {
      return null;
    }
    int have = 0;
    for (Link link : links.ready()) {
      if (link.peer().kind() != PeerKind.MASTER) {
        have++;
      }
    }
    Contact choice = have < desired ? missing() : missingNeighbour();
    wantAt = choice == null ? Long.MAX_VALUE : self.now() + WANT;
    if (choice == null) {
      return null;
    }
    choice.retryAt = self.now() + 10_000;
    return choice.record();
  }

  /**
   * One of the closest contacts that is not linked, else one from the bucket with the fewest links.
   */
  private @Nullable Contact missing() {
    Contact near = missingNeighbour();
    if (near != null) {
      return near;
    }
    int[] linked = linksByBucket();
    Contact best = null;
    int bestCount = Integer.MAX_VALUE;
    for (Contact contact : overlay.buckets().all()) {
      int count = linked[self.id().commonPrefix(contact.id())];
      if (count < bestCount && linkable(contact)) {
        best = contact;
        bestCount = count;
      }
    }
    return best;
  }

  private int[] linksByBucket() {
    int[] counts = new int[Id.BITS + 1];
    for (Link link : links.ready()) {
      counts[self.id().commonPrefix(link.id())]++;
    }
    return counts;
  }

  private @Nullable Contact missingNeighbour() {
    int seen = 0;
    for (PeerRecord record : overlay.closest(self.id(), Buckets.K)) {
      if (record.kind() == PeerKind.MASTER) {
        continue;
      }
      Contact contact = overlay.buckets().get(record.id());
      if (contact != null && linkable(contact)) {
        return contact;
      }
      if (++seen >= Math.min(CLOSEST, desired)) {
        return null;
      }
    }
    return null;
  }

  private boolean linkable(Contact contact) {
    return contact.record().kind() != PeerKind.MASTER
        && contact.retryAt <= self.now()
        && links.to(contact.id()) == null;
  }

  /**
   * Above the limit, gives up the link that is least useful: not used by the application, in the
   * fullest bucket, youngest.
   */
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

  private @Nullable Link leastUseful() {
    int[] linked = linksByBucket();
    Link victim = null;
    int fullest = Integer.MIN_VALUE;
    for (Link link : links.ready()) {
      int count = linked[self.id().commonPrefix(link.id())];
      int rank = link.pinned() ? count - Id.BITS * Buckets.K : count;
      if (rank >= fullest) {
        victim = link;
        fullest = rank;
      }
    }
    return victim;
  }

  /** When {@link #tick} or {@link #wanted} is due. */
  public long deadline() {
    return Math.min(Math.min(refreshAt, tellAt), desired == 0 ? Long.MAX_VALUE : wantAt);
  }
}
