package gossamer.peer.link;

import gossamer.peer.id.Id;
import gossamer.peer.table.Table;

/**
 * What masters are told with every sign of life: how many links go by which path, so that their
 * operators see how many need a relay. Whose links they are is not said.
 */
final class Census {
  /** Of the count of a path; more than the links that a browser may have, circuits among them. */
  static final int BITS = 8;

  static final int MOST = 255;

  private Census() {}

  /** What to tell this neighbour: 0 unless it is a master. */
  static int of(Table<Id, Link> ready, Link to) {
    int census = 0;
    if (to.toMaster()) {
      for (Link link : ready) {
        if (!link.dialled()) {
          census += 1 << BITS * link.path.ordinal();
        }
      }
    }
    // Nobody has so many links by circuits that this is not the number itself.
    return census & Integer.MAX_VALUE;
  }

  /** Takes in what a neighbour told and returns what to tell it. */
  static int swap(Table<Id, Link> ready, Link link, int told) {
    link.census = told;
    return of(ready, link);
  }
}
