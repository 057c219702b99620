package gossamer.simulator;

import gossamer.peer.PeerConfig;
import gossamer.peer.wire.PeerKind;
import java.util.List;

/**
 * What kind of peer joins the simulation.
 *
 * @param network name of its network
 * @param kind browser, master or headless peer
 * @param addresses WebSocket addresses at which it answers
 * @param maxLinks links at most
 * @param desiredLinks links that its overlay opens by itself
 * @param cryptoDelay milliseconds that its host takes to sign, verify, seal and open
 */
public record PeerProfile(
    String network,
    PeerKind kind,
    List<String> addresses,
    int maxLinks,
    int desiredLinks,
    int cryptoDelay) {
  /** A browser with the usual limits, whose overlay opens no links by itself. */
  public static PeerProfile browser() {
    return new PeerProfile("test", PeerKind.BROWSER, List.of(), PeerConfig.BROWSER_LINKS, 0, 0);
  }

  /** A master that answers at {@code ws://NAME.example:8080/gossamer}. */
  public static PeerProfile master(String name) {
    return new PeerProfile(
        "test", PeerKind.MASTER, List.of(address(name)), PeerConfig.MASTER_LINKS, 0, 0);
  }

  /**
   * The address of the master with this name. One whose name begins with {@code direct} is joined
   * by a data channel without signalling.
   */
  public static String address(String name) {
    String url = "ws://" + name + ".example:8080/gossamer";
    return name.startsWith("direct") ? url + "#at=192.0.2.1:8080" : url;
  }

  /** The same in another network. */
  public PeerProfile inNetwork(String name) {
    return new PeerProfile(name, kind, addresses, maxLinks, desiredLinks, cryptoDelay);
  }

  /** The same with this many links at most, and wanted. */
  public PeerProfile withLinks(int max, int desired) {
    return new PeerProfile(network, kind, addresses, max, desired, cryptoDelay);
  }

  /** The same with slow cryptography. */
  public PeerProfile withCryptoDelay(int millis) {
    return new PeerProfile(network, kind, addresses, maxLinks, desiredLinks, millis);
  }
}
