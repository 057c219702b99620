package gossamer.simulator.scenario;

import gossamer.peer.id.SeededRandom;
import gossamer.simulator.swarm.Node;
import gossamer.simulator.swarm.Swarm;

/**
 * Peers whose sessions end, and a new peer for each: session times after Weibull, as Stutzbach and
 * Rejaie measured them (Understanding Churn in Peer-to-Peer Networks, 2006: shapes of 0.38 to
 * 0.59); with shape 1 they are exponential, as in Rhea and others (Handling Churn in a DHT, 2004,
 * medians from 1.4 minutes).
 */
final class Churn {
  private final Swarm swarm;
  private final SeededRandom random;
  private final Step.Churn law;
  private boolean over;
  private int departures;

  Churn(Swarm swarm, SeededRandom random, Step.Churn law) {
    this.swarm = swarm;
    this.random = random;
    this.law = law;
    for (Node node : swarm.peers()) {
      schedule(node);
    }
  }

  int departures() {
    return departures;
  }

  void end() {
    over = true;
  }

  private void schedule(Node node) {
    double scale = law.median() / Math.pow(Math.log(2), 1 / law.shape());
    double session = scale * Math.pow(-Math.log(1 - random.nextDouble()), 1 / law.shape());
    if (session < Integer.MAX_VALUE / 2.0) {
      swarm.at(swarm.now() + (int) session, () -> depart(node));
    }
  }

  private void depart(Node node) {
    if (over || !node.alive()) {
      return;
    }
    departures++;
    if (random.nextDouble() < law.crash()) {
      swarm.kill(node);
    } else {
      swarm.leave(node);
    }
    schedule(swarm.addPeer());
  }
}
