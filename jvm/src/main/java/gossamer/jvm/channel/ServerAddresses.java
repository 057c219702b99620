package gossamer.jvm.channel;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.IceUri;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where ICE servers are. */
final class ServerAddresses {
  /** Addresses of one name, at most: one of each family is used. */
  private static final int MOST = 16;

  private ServerAddresses() {}

  /** The addresses of a server; none when its name has none. Names block a thread of their own. */
  static CompletableFuture<List<TransportAddress>> of(IceUri uri) {
    Optional<TransportAddress> literal = uri.address();
    if (literal.isPresent()) {
      return CompletableFuture.completedFuture(List.of(literal.get()));
    }
    CompletableFuture<List<TransportAddress>> found = new CompletableFuture<>();
    Thread.ofVirtual().name("lookup").start(() -> found.complete(lookUp(uri)));
    return found;
  }

  private static List<TransportAddress> lookUp(IceUri uri) {
    try {
      return Arrays.stream(InetAddress.getAllByName(uri.host()))
          .limit(MOST)
          .map(address -> TransportAddress.of(address.getAddress(), uri.port()))
          .toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
