package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The iterative lookup of Kademlia (§2.3) as a small algorithm, in any space: α requests in
 * parallel to the closest peers that were not asked, until all of the k closest that answer have
 * answered. It never stops at the first k answers.
 */
final class Lookup {
  /** Requests in parallel. */
  static final int ALPHA = 3;

  /** Peers asked at most. */
  static final int ASKED = 64;

  private enum State {
    NEW,
    ASKED,
    ANSWERED,
    FAILED
  }

  private static final class Candidate {
    final PeerRecord record;
    State state = State.NEW;

    Candidate(PeerRecord record) {
      this.record = record;
    }
  }

  private final Topology topology;
  private final Id target;
  private final int width;
  private final List<Candidate> candidates = new ArrayList<>();
  private int inFlight;
  private int asked;

  /**
   * A lookup that nobody was asked in yet.
   *
   * @param width how many of the closest must have answered, at most {@link Buckets#K}
   */
  Lookup(Topology topology, Id target, int width) {
    this.topology = topology;
    this.target = target;
    this.width = width;
  }

  Id target() {
    return target;
  }

  /** Takes in a peer that was learnt; the list stays sorted by distance. */
  void offer(PeerRecord record) {
    Id id = record.id();
    int at = 0;
    while (at < candidates.size()) {
      int order = topology.compare(target, candidates.get(at).record.id(), id);
      if (order == 0) {
        return;
      }
      if (order > 0) {
        break;
      }
      at++;
    }
    candidates.add(at, new Candidate(record));
    if (candidates.size() > 4 * Buckets.K) {
      candidates.remove(candidates.size() - 1);
    }
  }

  /** The next peer to ask now, or null. */
  @Nullable PeerRecord next() {
    if (inFlight >= ALPHA || asked >= ASKED) {
      return null;
    }
    int good = 0;
    for (Candidate c : candidates) {
      if (c.state == State.NEW) {
        c.state = State.ASKED;
        inFlight++;
        asked++;
        return c.record;
      }
      if (c.state != State.FAILED && ++good >= width) {
        return null;
      }
    }
    return null;
  }

  /** A peer that was asked answered or failed. */
  void settled(Id peer, boolean answered) {
    for (Candidate c : candidates) {
      if (c.record.id().equals(peer) && c.state == State.ASKED) {
        c.state = answered ? State.ANSWERED : State.FAILED;
      }
    }
    inFlight--;
  }

  /** Whether nothing is under way. */
  boolean idle() {
    return inFlight == 0;
  }

  /** The k closest peers that answered, closest first. */
  List<PeerRecord> closest() {
    List<PeerRecord> found = new ArrayList<>();
    for (Candidate c : candidates) {
      if (c.state == State.ANSWERED && found.size() < Buckets.K) {
        found.add(c.record);
      }
    }
    return found;
  }
}
