package gossamer.turn;

import gossamer.turn.TurnConfig.PortRange;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Which ports of one relay host are taken. */
final class RelayPorts {
  private final PortRange range;
  private final RandomGenerator random;
  private final BitSet taken = new BitSet();

  RelayPorts(PortRange range, RandomGenerator random) {
    this.range = range;
    this.random = random;
  }

  /**
   * Takes a free port nobody can guess.
   *
   * @param even whether it has to be even
   * @param withNext whether the next one has to be free too, and is taken as well
   * @return -1 when there is none
   */
  int take(boolean even, boolean withNext) {
    int start = random.nextInt(range.size());
    for (int i = 0; i < range.size(); i++) {
      int port = range.first() + (start + i) % range.size();
      boolean fits = !even || (port & 1) == 0;
      if (fits && free(port) && (!withNext || free(port + 1))) {
        taken.set(port - range.first());
        if (withNext) {
          taken.set(port + 1 - range.first());
        }
        return port;
      }
    }
    return -1;
  }

  private boolean free(int port) {
    return range.contains(port) && !taken.get(port - range.first());
  }

  void give(int port) {
    taken.clear(port - range.first());
  }
}
