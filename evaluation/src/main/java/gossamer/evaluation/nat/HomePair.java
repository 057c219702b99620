package gossamer.evaluation.nat;

import gossamer.evaluation.home.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Two homes that connect.
 *
 * @param same whether they are one: two machines of one local network
 */
record HomePair(Access one, Access other, boolean same) {
  /** Every kind with every kind, and a local network. */
  static List<HomePair> all() {
    List<HomePair> pairs = new ArrayList<>();
    Access[] kinds = Access.values();
    for (int i = 0; i < kinds.length; i++) {
      for (int j = i; j < kinds.length; j++) {
        pairs.add(new HomePair(kinds[i], kinds[j], false));
      }
    }
    pairs.add(new HomePair(Access.SYMMETRIC, Access.SYMMETRIC, true));
    return pairs;
  }

  /** The three that say most within a short time. */
  static List<HomePair> few() {
    return List.of(
        new HomePair(Access.CONE, Access.CONE, false),
        new HomePair(Access.SYMMETRIC, Access.SYMMETRIC, false),
        new HomePair(Access.CONE, Access.WEB_ONLY, false));
  }

  /**
   * Whether only a relay can carry it (RFC 5128): where UDP is blocked, and where a symmetric
   * router meets one that lets in only who was written to.
   */
  boolean relayed() {
    boolean blocked = one == Access.WEB_ONLY || other == Access.WEB_ONLY;
    boolean open = one == Access.FULL_CONE || other == Access.FULL_CONE;
    boolean symmetric = one == Access.SYMMETRIC || other == Access.SYMMETRIC;
    return !same && (blocked || symmetric && !open);
  }

  /** The path that it should take, as the package calls it. */
  String path() {
    return relayed() ? "turn" : "direct";
  }

  @Override
  public String toString() {
    return same ? "one local network" : name(one) + " to " + name(other);
  }

  private static String name(Access access) {
    return access.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
