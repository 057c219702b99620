package gossamer.evaluation.interop;

import gossamer.jvm.channel.EndpointPort;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.jvm.net.Loops;
import gossamer.webrtc.EndpointConfig;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The endpoint under test on real sockets. */
final class OurEndpoint implements AutoCloseable {
  private static final int SECONDS = 20;

  private final EventLoopGroup loops = Loops.group("endpoint", 1);
  private final EndpointPort port;
  private final String fingerprint;
  private final Happenings happenings;

  private OurEndpoint(EngineFactory dtls, boolean echoes) throws Exception {
    this.fingerprint = HexFormat.of().formatHex(dtls.fingerprint());
    this.happenings = new Happenings(echoes);
    var identity =
        new EndpointPort.Identity(EndpointConfig.of(fingerprint), dtls, happenings::happened);
    port =
        EndpointPort.bind(
                loops.next(), new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0), identity)
            .toCompletableFuture()
            .get(SECONDS, TimeUnit.SECONDS);
  }

  /** Starts one; it sends every message back on its channel, if asked for. */
  static OurEndpoint start(boolean echoes) throws Exception {
    EngineFactory.warmUp(3);
    return new OurEndpoint(new EngineFactory(HostCertificate.generate()), echoes);
  }

  EndpointPort port() {
    return port;
  }

  Happenings happenings() {
    return happenings;
  }

  int number() {
    return port.number();
  }

  String fingerprint() {
    return fingerprint;
  }

  /**
   * An address that browsers on this machine reach it at: not the loopback, which Firefox skips.
   */
  InetSocketAddress reachable() {
    return port.localAddresses().stream()
        .filter(each -> each.getAddress().getAddress().length == 4)
        .filter(each -> !each.getAddress().isLoopbackAddress())
        .findFirst()
        .orElseThrow(() -> new AssertionError("this machine has no IPv4 address but loopback"));
  }

  /** Runs something on the loop, where connections may be used. */
  <T> T on(Callable<T> work) throws InterruptedException, ExecutionException, TimeoutException {
    return port.loop()
        .submit(() -> {
          T result = work.call();
          port.flush();
          return result;
        })
        .get(SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    port.close();
    loops.shutdownGracefully(100, 1_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }
}
