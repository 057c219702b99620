package gossamer.master;

import gossamer.jvm.DirectAddress;
import gossamer.master.turn.TurnService;
import gossamer.turn.TimeLimited;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a browser is told of this master's STUN and TURN server: addresses, and credentials that end
 * by themselves. Everybody behind one address is one user, for the quotas are against people, not
 * pages.
 */
final class IceServers {
  /** Credentials are the same for ten minutes, so that the descriptor is not signed each time. */
  private static final long STEP = 600;

  /** Credentials last so long at least: twice a page's time until it asks again. In seconds. */
  private static final long LIFE = 7_200;

  /**
   * One server, as RTCIceServer has it.
   *
   * @param urls the preferred first
   */
  record Server(List<String> urls, String username, String credential) {}

  private final TurnService turn;
  private final boolean hasTls;

  /** Servers on the sockets of a service. */
  IceServers(TurnService turn, boolean hasTls) {
    this.turn = turn;
    this.hasTls = hasTls;
  }

  /**
   * The server as whoever asks reaches it.
   *
   * @param direct where it takes data channels
   * @param authority the name by which it was asked, with its port
   * @param seconds since 1970
   */
  Server seenBy(InetAddress asker, DirectAddress direct, String authority, long seconds) {
    List<String> urls = new ArrayList<>();
    for (InetSocketAddress at : direct.at()) {
      String host = Authorities.inUrl(at.getAddress()) + ":" + at.getPort();
      urls.add("stun:" + host);
      urls.add("turn:" + host);
      urls.add("turn:" + host + "?transport=tcp");
    }
    if (hasTls) {
      urls.add("turns:" + authority + "?transport=tcp");
    }
    ByteBuffer source = SourceLimit.source(asker);
    byte[] id = new byte[source.remaining()];
    source.get(id);
    long until = (seconds / STEP + 1) * STEP + LIFE;
    TimeLimited.Issued issued = turn.issue(HexFormat.of().formatHex(id), until);
    return new Server(urls, issued.username(), issued.password());
  }
}
