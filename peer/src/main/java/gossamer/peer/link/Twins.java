package gossamer.peer.link;

import gossamer.peer.wire.PeerKind;

/** Which of two links between the same two peers stays. */
final class Twins {
  /** Links that became ready within this time of each other were made at the same time: ms. */
  private static final int SAME_TIME = 2_000;

  private Twins() {}

  /**
   * Whether a new link takes the place of another. A much newer one does (its peer came back); of
   * two made at the same time both sides choose alike.
   */
  static boolean replaces(Self self, Link link, Link other) {
    boolean oneDials = link.dialled() && !twoMasters(self, link);
    if (oneDials || self.passed(other.stateAt, SAME_TIME + 1) || !other.ready()) {
      return true;
    }
    return link.rank < other.rank;
  }

  /** Two masters may dial each other; a browser that dials again has lost its link. */
  private static boolean twoMasters(Self self, Link link) {
    return self.claims().kind() == PeerKind.MASTER && link.toMaster();
  }

  /** What decides between links made at the same time: both sides know both nonces. */
  static byte rank(Link link) {
    byte[] peer = link.greeting().challenge;
    return (byte) (peer.length == 0 ? 0 : link.greeting().nonce[0] ^ peer[0]);
  }
}
