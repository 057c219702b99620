package gossamer.peer;

import gossamer.peer.host.Input;
import gossamer.peer.host.Outbox;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer of the network: a pure state machine. Its law: one thread; after every {@link #handle}
 * drain {@link #poll} to null; when {@link #deadlineMillis} comes, handle a {@link Input.Tick}. It
 * has no socket, clock, thread or randomness of its own.
 */
public final class Peer {
  private final Outbox outbox = new Outbox();
  private final Id id;

  /**
   * A peer at the start; its record is signed at once (drain the outputs).
   *
   * @param seed spreads load and breaks ties; the same seed and inputs give the same outputs
   * @param nowMillis milliseconds since 1970
   */
  public Peer(PeerConfig config, long seed, long nowMillis) {
    id = Id.ofKey(config.signingKey());
  }

  /** Takes in one thing that happened at {@code nowMillis}, which never goes back. */
  public void handle(Input input, long nowMillis) {}

  /** The next output, or null when all are drained. */
  public @Nullable Output poll() {
    return outbox.poll();
  }

  /** When the peer next wants a Tick, in milliseconds since 1970. */
  public long deadlineMillis() {
    return Long.MAX_VALUE;
  }

  /** This peer's id. */
  public Id id() {
    return id;
  }

  /** This peer's signed record, or null until the host has signed the first one. */
  public @Nullable PeerRecord record() {
    return null;
  }

  /** Records of the peers with an authenticated link, in the order of their links' opening. */
  public List<PeerRecord> neighbours() {
    return List.of();
  }

  /** Neighbours of a neighbour, as it told them; empty for peers that are not linked. */
  public List<Id> neighboursOf(Id neighbour) {
    return List.of();
  }

  /** Verified contacts in the k-buckets. */
  public List<PeerRecord> contacts() {
    return List.of();
  }

  /**
   * Key-based routing: the known peers closest to this peer's own id, at most {@code count},
   * closest first.
   */
  public List<PeerRecord> neighbourSet(int count) {
    return List.of();
  }

  /**
   * Key-based routing: the known peers, this one among them, closest to the key, at most {@code
   * count}.
   */
  public List<PeerRecord> replicaSet(Id key, int count) {
    return List.of();
  }

  /**
   * How often this code was counted since the start: refused frames, failed seals, lost links, full
   * tables …
   */
  public int count(ErrorCode code) {
    return 0;
  }
}
