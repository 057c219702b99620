package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.List;

/**
 * Lets a host of many peers keep in memory once what all of them know, and spend less time on each.
 * What it gives back equals what it was given, and is not changed any more.
 */
public interface Sharing {
  /** The slowest {@link #pace}: a peer still does something before it takes it that it slept. */
  int SLOWEST = 8;

  /**
   * How many times less often than a real peer each asks its neighbours for signs of life, finds
   * out that one is dead, and looks for contacts: 1 to {@link #SLOWEST}; for simulations of many
   * hours.
   */
  int pace();

  /** The one copy of a record that was decoded. */
  PeerRecord record(PeerRecord record);

  /** The one copy of what a peer tells of its neighbours. */
  List<Id> neighbours(Id of, List<Id> neighbours);
}
