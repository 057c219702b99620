package gossamer.peer.content;

import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The holders of one fetch: those that it was given, then those that the directory knows. Times are
 * in milliseconds.
 */
final class Holders {
  /** Holders remembered for one fetch. */
  private static final int KNOWN = 64;

  /** Most holders linked or being connected to at a time. */
  private static final int LINKED = 8;

  /** Below this the directory is asked for more. */
  private static final int ENOUGH = 4;

  private static final int CONNECT_TIMEOUT = 30_000;

  /** After so long without a block even the last one is asked of another. */
  private static final int STALL = 1_000;

  private static final int RETRY = 5_000;
  private static final int SEARCH_AGAIN_ALONE = 5_000;
  private static final int SEARCH_AGAIN = 30_000;

  /** How long the holders that were given are tried alone. */
  private static final int GIVEN = 3_000;

  private final Downloads downloads;
  private final Id key;
  private final ArrayList<Holder> all = new ArrayList<>();
  private boolean searched;
  private int sinceSearch;

  Holders(Downloads downloads, Id key) {
    this.downloads = downloads;
    this.key = key;
  }

  /** All of them, in the order in which they became known. */
  List<Holder> all() {
    return all;
  }

  void add(List<PeerRecord> records) {
    for (PeerRecord record : records) {
      Id id = record.id();
      if (all.size() < KNOWN && of(id) == null && !id.equals(downloads.self())) {
        Holder holder = new Holder(record, downloads.nextTag());
        holder.link = downloads.linkTo(id);
        all.add(holder);
      }
    }
  }

  @Nullable Holder of(Id id) {
    for (Holder holder : all) {
      if (holder.record.id().equals(id)) {
        return holder;
      }
    }
    return null;
  }

  @Nullable Holder on(int link) {
    for (Holder holder : all) {
      if (holder.link == link) {
        return holder;
      }
    }
    return null;
  }

  /** Whether anybody is left who may still be of use. */
  boolean areLeft() {
    for (Holder holder : all) {
      if (!holder.banned) {
        return true;
      }
    }
    return false;
  }

  boolean areConnecting() {
    for (Holder holder : all) {
      if (holder.connecting) {
        return true;
      }
    }
    return false;
  }

  int usable() {
    int usable = 0;
    for (Holder holder : all) {
      usable += holder.usable() ? 1 : 0;
    }
    return usable;
  }

  /** How many are linked and have sent blocks. */
  int serving() {
    int serving = 0;
    for (Holder holder : all) {
      serving += holder.served && holder.link >= 0 && !holder.banned ? 1 : 0;
    }
    return serving;
  }

  static void connectFailed(Holder holder) {
    holder.connecting = false;
    holder.rest = RETRY;
  }

  /** Whether one of them owes the hashes of this span. */
  boolean areAskedFor(int span) {
    for (Holder holder : all) {
      if (holder.spanAsked == span) {
        return true;
      }
    }
    return false;
  }

  /** Who will need longest for what it is asked for, when that is worth taking over. */
  @Nullable Holder slowest(Holder thief) {
    Holder slowest = null;
    int longest = 0;
    for (Holder holder : all) {
      boolean stalls = holder.waited >= STALL;
      int time = stalls ? Integer.MAX_VALUE : holder.outstanding * 1_000 / (holder.rate + 1);
      if (holder != thief && holder.outstanding > (stalls ? 0 : 1) && time > longest) {
        slowest = holder;
        longest = time;
      }
    }
    return slowest;
  }

  /** Asks the directory. */
  void search() {
    searched = true;
    sinceSearch = 0;
    downloads.port().findHolders(key);
  }

  /** Connects to holders until {@code wanted} are linked, and looks for more when few are left. */
  void seek(int millis, int wanted) {
    int linked = 0;
    for (Holder holder : all) {
      if (holder.connecting && holder.waited >= CONNECT_TIMEOUT) {
        connectFailed(holder);
      }
      linked += holder.connecting || holder.usable() ? 1 : 0;
    }
    // By index: a port that answers at once may add to the list.
    for (int i = 0; i < all.size() && linked < Math.min(wanted, LINKED); i++) {
      Holder holder = all.get(i);
      if (holder.link < 0 && !holder.connecting && !holder.banned && holder.rest == 0) {
        holder.connecting = true;
        holder.waited = 0;
        linked++;
        downloads.port().connect(holder.record);
      }
    }
    sinceSearch += millis;
    int usable = usable();
    if (usable == 0 && sinceSearch >= (searched ? SEARCH_AGAIN_ALONE : linked == 0 ? 0 : GIVEN)
        || wanted >= ENOUGH && usable < ENOUGH && (!searched || sinceSearch >= SEARCH_AGAIN)) {
      search();
    }
  }
}
