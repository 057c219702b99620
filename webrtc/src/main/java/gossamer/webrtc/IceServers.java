package gossamer.webrtc;

import java.util.List;

/**
 * The servers that a connection uses and which of its paths it may take (W3C WebRTC, iceServers and
 * iceTransportPolicy).
 *
 * @param servers at most {@link #MOST}
 * @param relayOnly only by way of TURN: no own address is told to the other side or used
 */
public record IceServers(List<IceServer> servers, boolean relayOnly) {
  /** Servers, at most. */
  public static final int MOST = 4;

  /** Own addresses only. */
  public static final IceServers NONE = new IceServers(List.of(), false);

  /** Checks the number. */
  public IceServers {
    servers = List.copyOf(servers);
    if (servers.size() > MOST) {
      throw new IllegalArgumentException(servers.size() + " servers");
    }
  }

  /** These servers, and any path. */
  public static IceServers of(IceServer... servers) {
    return new IceServers(List.of(servers), false);
  }

  /** The same servers, and relayed paths only. */
  public IceServers onlyRelayed() {
    return new IceServers(servers, true);
  }
}
