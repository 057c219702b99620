package gossamer.simulator.swarm;

import gossamer.peer.overlay.Kademlia;
import gossamer.peer.overlay.Topology;

/**
 * How the peers of a swarm are configured: those that come after a change have the new habits.
 *
 * @param maxLinks links that a peer keeps at most
 * @param desiredLinks links that its overlay opens by itself
 * @param pace how many times slower than real peers it looks after its links: {@code Peer.pace}
 */
record Habits(int maxLinks, int desiredLinks, int pace, Topology topology) {
  /** Those of a browser. */
  static final Habits USUAL = new Habits(48, 8, 1, new Kademlia());

  Habits withLinks(int most, int desired) {
    return new Habits(most, desired, pace, topology);
  }

  Habits withPace(int times) {
    return new Habits(maxLinks, desiredLinks, times, topology);
  }

  Habits on(Topology other) {
    return new Habits(maxLinks, desiredLinks, pace, other);
  }
}
