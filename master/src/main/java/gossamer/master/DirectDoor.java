package gossamer.master;

import gossamer.jvm.DirectAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Where this master takes data channels without signalling, as it tells others. */
final class DirectDoor {
  private final MasterConfig config;
  private final int port;
  private final byte[] fingerprint;
  private final Supplier<String> token;

  /**
   * A door that is open.
   *
   * @param port the UDP and TCP port
   * @param fingerprint SHA-256 of the DTLS certificate
   * @param token what is needed to be let in for the next minutes; empty for nothing
   */
  DirectDoor(MasterConfig config, int port, byte[] fingerprint, Supplier<String> token) {
    this.config = config;
    this.port = port;
    this.fingerprint = fingerprint.clone();
    this.token = token;
  }

  /**
   * The door as whoever asks for the descriptor reaches it: at the configured addresses, else at
   * the one that was asked.
   */
  DirectAddress seenAt(InetAddress asked) {
    List<InetSocketAddress> at = configured();
    if (at.isEmpty()) {
      boolean any = asked.isAnyLocalAddress() || asked.isLinkLocalAddress();
      // Browsers have no IPv6 loopback candidate to reach it from.
      boolean loopback = asked.isLoopbackAddress();
      at = any || loopback ? List.of(here()) : List.of(new InetSocketAddress(asked, port));
    }
    return new DirectAddress(fingerprint, at, token.get());
  }

  private List<InetSocketAddress> configured() {
    List<InetSocketAddress> at = new ArrayList<>();
    for (String text : config.directAddresses()) {
      boolean bare = text.endsWith("]") || text.indexOf(':') < 0;
      InetSocketAddress address = DirectAddress.socketAddress(bare ? text + ":" + port : text);
      if (address != null) {
        at.add(address);
      }
    }
    return at;
  }

  private InetSocketAddress here() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }
}
