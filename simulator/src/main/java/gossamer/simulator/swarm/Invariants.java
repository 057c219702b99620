package gossamer.simulator.swarm;

import gossamer.peer.Peer;
import gossamer.peer.id.Id;
import gossamer.peer.overlay.Buckets;
import java.util.Arrays;

/** What must always hold: no routing loop, and tables within their bounds. */
public final class Invariants {
  private static final int ROUTED = 7;
  private static final int TARGET = 2 + Long.BYTES + Id.BYTES;
  private static final int MODE = TARGET + Id.BYTES;
  private static final int PATH = MODE + 2;

  /** Links above the limit that may be on their way in or out at one time. */
  private static final int SLACK = 64;

  private final Swarm swarm;
  private long checked;
  private int lastHops;

  Invariants(Swarm swarm) {
    this.swarm = swarm;
  }

  /** Frames and tables that were checked so far. */
  public long checked() {
    return checked;
  }

  /** How many links the routed message took that was delivered last. */
  public int lastHops() {
    return lastHops;
  }

  /** A message that is on its way must not have been here before. */
  void frame(Node at, byte[] frame) {
    if (frame[1] != ROUTED || frame.length <= PATH) {
      return;
    }
    checked++;
    int length = frame[PATH] & 255;
    lastHops = length;
    int last = PATH + 1 + (length - 1) * Id.BYTES;
    for (int i = PATH + 1; i < last; i += Id.BYTES) {
      if (Arrays.equals(frame, i, i + Id.BYTES, frame, last, last + Id.BYTES)) {
        throw violated("a routed message came twice to the peer before peer " + at.index);
      }
    }
  }

  /** Tables of one peer; costs as much as the tables are long. */
  public void tables(Node node) {
    checked++;
    Peer peer = node.peer();
    int most = node.master ? gossamer.peer.PeerConfig.MASTER_LINKS : swarm.habits().maxLinks();
    int links = peer.neighbours().size();
    if (links > most + SLACK) {
      throw violated("peer " + node.index + " has " + links + " links");
    }
    if (node.links.size() > most + 2 * SLACK + most / 4) {
      throw violated("peer " + node.index + " holds " + node.links.size() + " transports");
    }
    int contacts = peer.contacts().size();
    if (contacts > Buckets.K * Id.BITS) {
      throw violated("peer " + node.index + " has " + contacts + " contacts");
    }
  }

  Violation violated(String what) {
    return new Violation(what + " at " + swarm.now() + " ms");
  }
}
