package gossamer.master.turn;

import gossamer.turn.PeerPolicy;
import gossamer.turn.TurnConfig;
import gossamer.turn.TurnLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a master relays.
 *
 * @param ports of relayed addresses
 * @param allowed networks that are relayed to though they are not public
 * @param secret what time-limited credentials are made with, at least 16 bytes; null makes one up
 * @param wideChannels whether the channel numbers of RFC 5766 are taken
 * @param limits what is held at most
 */
public record TurnSettings(
    TurnConfig.PortRange ports,
    List<PeerPolicy.Prefix> allowed,
    byte @Nullable [] secret,
    boolean wideChannels,
    TurnLimits limits) {

  /** The realm of the credentials. */
  static final String REALM = "gossamer";

  /** Ports that RFC 8656 suggests, public peers only. */
  public static TurnSettings usual() {
    return new TurnSettings(
        new TurnConfig.PortRange(49_152, 65_535), List.of(), null, false, TurnLimits.usual());
  }

  /** The same with other ports. */
  public TurnSettings withPorts(TurnConfig.PortRange range) {
    return new TurnSettings(range, allowed, secret, wideChannels, limits);
  }

  /** The same with networks that are relayed to. */
  public TurnSettings allowing(List<PeerPolicy.Prefix> networks) {
    return new TurnSettings(ports, networks, secret, wideChannels, limits);
  }

  /** The same with a secret that others know. */
  public TurnSettings withSecret(byte[] shared) {
    return new TurnSettings(ports, allowed, shared, wideChannels, limits);
  }

  /** The same with the channel numbers of RFC 5766. */
  public TurnSettings withWideChannels() {
    return new TurnSettings(ports, allowed, secret, true, limits);
  }

  /** The same with other limits. */
  public TurnSettings withLimits(TurnLimits other) {
    return new TurnSettings(ports, allowed, secret, wideChannels, other);
  }
}
