package gossamer.peer;

import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host gives its peer at the start.
 *
 * @param network the name of the network, 1 to 64 characters; peers of different networks refuse
 *     each other
 * @param kind browser, master or headless peer
 * @param signingKey Ed25519 public key, 32 bytes
 * @param sealingKey X25519 public key, 32 bytes
 * @param secret 32 bytes or more of the host's cryptographic randomness
 * @param addresses WebSocket URLs at which this peer answers (masters); empty for others
 * @param location where the peer says it is; null when it does not say
 * @param maxLinks links kept at most, 4 to 4,096
 * @param desiredLinks links to non-masters that the overlay opens of its own accord; 0 for none
 * @param canOffer whether the host can make WebRTC connections
 * @param topology the kind of the network's overlay
 */
public record PeerConfig(
    String network,
    PeerKind kind,
    byte[] signingKey,
    byte[] sealingKey,
    byte[] secret,
    List<String> addresses,
    @Nullable Location location,
    int maxLinks,
    int desiredLinks,
    boolean canOffer,
    Topology topology) {
  /** Links of a browser by default. */
  public static final int BROWSER_LINKS = 48;

  /** Links of a master by default. */
  public static final int MASTER_LINKS = 4096;

  /** Links that a browser's overlay opens by itself by default. */
  public static final int DESIRED_LINKS = 8;
}
