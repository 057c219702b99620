package gossamer.peer.id;

import java.util.ArrayList;
import java.util.List;

/** Lists of identifiers: membership, equality and slices. */
public final class Ids {
  private static final List<Id> NONE = new ArrayList<>(0);

  private Ids() {}

  /** No identifiers: one list for all, because each contact has one. Nobody may add to it. */
  public static List<Id> none() {
    return NONE;
  }

  /** Index of the identifier, or −1 when the list does not contain it. */
  public static int indexOf(List<Id> ids, Id id) {
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i).equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the list contains the identifier. */
  public static boolean contains(List<Id> ids, Id id) {
    return indexOf(ids, id) >= 0;
  }

  /** Whether both lists have the same identifiers in the same order. */
  public static boolean same(List<Id> a, List<Id> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The identifiers that one of the lists has and the other has not. */
  public static List<Id> difference(List<Id> a, List<Id> b) {
    // Lists that are told again and again differ in few places.
    int from = 0;
    while (from < a.size() && from < b.size() && a.get(from).equals(b.get(from))) {
      from++;
    }
    List<Id> rest = slice(a, from, a.size());
    List<Id> other = slice(b, from, b.size());
    List<Id> some = new ArrayList<>(rest.size());
    addMissing(rest, other, some);
    addMissing(other, rest, some);
    return some;
  }

  private static void addMissing(List<Id> ids, List<Id> from, List<Id> to) {
    for (Id id : ids) {
      if (!contains(from, id)) {
        to.add(id);
      }
    }
  }

  /** A copy of {@code ids[from, to)}. */
  public static List<Id> slice(List<Id> ids, int from, int to) {
    List<Id> some = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      some.add(ids.get(i));
    }
    return some;
  }
}
