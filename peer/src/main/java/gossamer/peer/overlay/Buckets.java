package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Self;
import gossamer.peer.table.Table;
import gossamer.peer.wire.PeerRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The k-buckets of Kademlia (§2.2): one per order of distance from the own id, at most k contacts
 * each, old ones preferred; only one that failed makes room. Records are verified before they get
 * here.
 */
public final class Buckets {
  /** Contacts per bucket. */
  public static final int K = 20;

  /** Failures in a row after which a contact may be replaced. */
  static final int STALE = 2;

  private final Self self;
  private final Topology topology;

  /** Each knows its bucket: there is one table for all, and no list for a bucket of one or two. */
  private final Table<Id, Contact> contacts = new Table<>();

  /** Empty buckets around an id. */
  Buckets(Self self, Topology topology) {
    this.self = self;
    this.topology = topology;
  }

  /** Takes in a verified record learnt over {@code route}, where its bucket has room. */
  public void add(PeerRecord record, List<Id> route) {
    Id id = record.id();
    Contact old = get(id);
    if (old != null) {
      refresh(old, record, route);
    } else if (!id.equals(self.id())) {
      int bucket = topology.bucket(self.id(), id);
      if (hasRoom(bucket)) {
        contacts.put(id, new Contact(record, bucket, route, self));
      }
    }
  }

  private void refresh(Contact contact, PeerRecord record, List<Id> route) {
    if (record.issuedAt() >= contact.record.issuedAt()) {
      contact.record = record;
    }
    if (route.size() < contact.route.size() || contact.failures > 0) {
      contact.route = route;
    }
    contact.seenAt = self.clock();
  }

  /** Whether a bucket has room for one more; of a full one the oldest that failed makes room. */
  private boolean hasRoom(int bucket) {
    int count = 0;
    Contact stale = null;
    for (Contact contact : contacts) {
      if (contact.bucket == bucket) {
        count++;
        stale = stale == null && contact.failures >= STALE ? contact : stale;
      }
    }
    if (count < K) {
      return true;
    }
    return stale != null && contacts.remove(stale.id()) != null;
  }

  /** The contact with this id, or null. */
  public @Nullable Contact get(Id id) {
    return contacts.get(id);
  }

  /** The peer answered or was linked. */
  public void succeeded(Id id) {
    Contact contact = get(id);
    if (contact != null) {
      contact.failures = 0;
      contact.heardAt = self.clock();
    }
  }

  /** The peer said goodbye. */
  void left(Id id) {
    contacts.remove(id);
  }

  /** The link to the peer broke: it counts as gone until it is heard of again. */
  void lost(Id id) {
    failed(id);
    failed(id);
  }

  /** The peer did not answer or could not be linked; after several times it is forgotten. */
  public void failed(Id id) {
    Contact contact = get(id);
    if (contact == null) {
      return;
    }
    contact.failures++;
    contact.retryAt = self.now() + (1_000L << Math.min(contact.failures, 6));
    if (contact.failures > 2 * STALE) {
      contacts.remove(id);
    }
  }

  /** All contacts, oldest first. */
  public Iterable<Contact> all() {
    return contacts;
  }

  /** Number of contacts. */
  int size() {
    return contacts.size();
  }

  /** Drops contacts whose record has expired. */
  public void expire() {
    for (Contact contact : contacts) {
      if (contact.record.expiresAt() < self.now()) {
        contacts.remove(contact.id());
      }
    }
  }
}
