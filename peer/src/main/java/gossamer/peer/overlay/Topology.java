package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Links;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;

/**
 * A kind of overlay: what is near in it, and how a peer's is made. A host that names only one loads
 * only one.
 */
public sealed interface Topology permits Kademlia, Chord {
  /**
   * Follows the network's name in its digest, so that peers of different overlays refuse each
   * other.
   */
  String mark();

  /** The overlay of a peer without contacts. */
  Overlay overlay(Self self, Links links, RecordChecks checks);

  /** What forwards its messages. */
  Router router(Id own, Links links);

  /**
   * Which of two peers is rather responsible for a key, or nearer to a peer: negative when it is
   * {@code a}, 0 only for the same.
   */
  int compare(Id key, Id a, Id b);

  /** From which of two peers the way to a target is shorter: negative when it is {@code a}. */
  int compareWays(Id target, Id a, Id b);

  /**
   * The bucket of an id as seen from another: 0 is the farthest; {@link Id#BITS} only for the same.
   */
  int bucket(Id own, Id id);
}
