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

  /** Linked, not banned, and not resting. */
  int usable;

  /** Linked, not banned, and not without blocks of theirs. */
  int serving;

  int connecting;

  /** Not banned. */
  int left;

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

  /** Counts anew: {@link #usable}, {@link #serving}, {@link #connecting}, {@link #left}. */
  void survey() {
    usable = 0;
    serving = 0;
    connecting = 0;
    left = 0;
    for (Holder holder : all) {
      usable += holder.usable() ? 1 : 0;
      serving += holder.served && holder.link >= 0 && !holder.banned ? 1 : 0;
      connecting += holder.connecting ? 1 : 0;
      left += holder.banned ? 0 : 1;
    }
  }

  static void connectFailed(Holder holder) {
    holder.connecting = false;
    holder.rest = RETRY;
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
    survey();
    int linked = connecting + usable;
    // By index: a port that answers at once may add to the list.
    for (int i = 0; i < all.size(); i++) {
      Holder holder = all.get(i);
      if (holder.connecting && holder.waited >= CONNECT_TIMEOUT) {
        connectFailed(holder);
        linked--;
      } else if (linked < Math.min(wanted, LINKED) && holder.mayConnect()) {
        holder.connecting = true;
        holder.waited = 0;
        linked++;
        downloads.port().connect(holder.record);
      }
    }
    sinceSearch += millis;
    int alone = searched ? SEARCH_AGAIN_ALONE : linked == 0 ? 0 : GIVEN;
    if (usable == 0 && sinceSearch >= alone
        || wanted >= ENOUGH && usable < ENOUGH && (!searched || sinceSearch >= SEARCH_AGAIN)) {
      search();
    }
  }
}
