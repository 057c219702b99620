package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The k-buckets of Kademlia (§2.2): one list per order of distance from the own id, at most k
 * contacts each, old ones preferred; only one that failed makes room. Records are verified before
 * they get here.
 */
public final class Buckets {
  /** Contacts per bucket. */
  public static final int K = 20;

  /** Failures in a row after which a contact may be replaced. */
  static final int STALE = 2;

  private final Id own;
  private final Topology topology;

  /** As far as the nearest contact. */
  private final List<List<Contact>> buckets = new ArrayList<>();

  /** Empty buckets around an id. */
  Buckets(Id own, Topology topology) {
    this.own = own;
    this.topology = topology;
  }

  /**
   * Takes in a verified record learnt over {@code route}; false when its bucket is full of good
   * contacts.
   */
  public boolean add(PeerRecord record, List<Id> route, long now) {
    Id id = record.id();
    if (id.equals(own)) {
      return false;
    }
    List<Contact> bucket = bucket(id);
    Contact old = find(bucket, id);
    if (old != null) {
      refresh(old, record, route, now);
      return true;
    }
    if (bucket.size() >= K && !makeRoom(bucket)) {
      return false;
    }
    bucket.add(new Contact(record, route, now));
    return true;
  }

  private static void refresh(Contact contact, PeerRecord record, List<Id> route, long now) {
    if (record.issuedAt() >= contact.record.issuedAt()) {
      contact.record = record;
    }
    if (route.size() < contact.route.size() || contact.failures > 0) {
      contact.route = route;
    }
    contact.seenAt = now;
  }

  private static boolean makeRoom(List<Contact> bucket) {
    for (int i = 0; i < bucket.size(); i++) {
      if (bucket.get(i).failures >= STALE) {
        bucket.remove(i);
        return true;
      }
    }
    return false;
  }

  private List<Contact> bucket(Id id) {
    int index = topology.bucket(own, id);
    while (buckets.size() <= index) {
      buckets.add(new ArrayList<>(0));
    }
    return buckets.get(index);
  }

  private static @Nullable Contact find(List<Contact> bucket, Id id) {
    for (Contact contact : bucket) {
      if (contact.id().equals(id)) {
        return contact;
      }
    }
    return null;
  }

  /** The contact with this id, or null. */
  public @Nullable Contact get(Id id) {
    int index = topology.bucket(own, id);
    return index < buckets.size() ? find(buckets.get(index), id) : null;
  }

  /** The peer answered or was linked. */
  public void succeeded(Id id, long now) {
    Contact contact = get(id);
    if (contact != null) {
      contact.failures = 0;
      contact.heardAt = now;
    }
  }

  /** The peer said goodbye. */
  void left(Id id) {
    Contact contact = get(id);
    if (contact != null) {
      forget(contact);
    }
  }

  private void forget(Contact contact) {
    List<Contact> bucket = bucket(contact.id());
    for (int i = bucket.size() - 1; i >= 0; i--) {
      if (bucket.get(i) == contact) {
        bucket.remove(i);
      }
    }
  }

  /** The link to the peer broke: it counts as gone until it is heard of again. */
  void lost(Id id, long now) {
    failed(id, now);
    failed(id, now);
  }

  /** The peer did not answer or could not be linked; after several times it is forgotten. */
  public void failed(Id id, long now) {
    Contact contact = get(id);
    if (contact == null) {
      return;
    }
    contact.failures++;
    contact.retryAt = now + (1_000L << Math.min(contact.failures, 6));
    if (contact.failures > 2 * STALE) {
      forget(contact);
    }
  }

  /** All contacts, by bucket, then oldest first. */
  public List<Contact> all() {
    List<Contact> all = new ArrayList<>();
    for (List<Contact> bucket : buckets) {
      all.addAll(bucket);
    }
    return all;
  }

  /** Drops contacts whose record has expired. */
  public void expire(long now) {
    for (List<Contact> bucket : buckets) {
      for (int i = bucket.size() - 1; i >= 0; i--) {
        if (bucket.get(i).record.expiresAt() < now) {
          bucket.remove(i);
        }
      }
    }
  }
}
