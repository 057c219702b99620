package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.List;

/**
 * Lets a host of many peers keep in memory once what all of them know. What it gives back equals
 * what it was given, and is not changed any more.
 */
public interface Sharing {
  /** The one copy of a record that was decoded. */
  PeerRecord record(PeerRecord record);

  /** The one copy of what a peer tells of its neighbours. */
  List<Id> neighbours(Id of, List<Id> neighbours);
}
