package gossamer.evaluation.own;

import com.sun.management.OperatingSystemMXBean;
import gossamer.jvm.channel.EndpointPort;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.jvm.net.Loops;
import gossamer.webrtc.EndpointConfig;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Holds connections on one UDP port of the loopback and says what they cost: a line at the start,
 * and one for each number of open connections that it was asked to wait for.
 */
public final class IdleServerProgram {
  private static final int PAGE = 4_096;
  private static final int LIMIT = 20_000;
  private static final long LOOK_MILLIS = 50;

  /** Until what a new connection still does is over. */
  private static final long SETTLE_SECONDS = 8;

  private static final long IDLE_SECONDS = 10;

  private IdleServerProgram() {}

  /** Takes the numbers of open connections, ascending. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    EngineFactory.warmUp(50);
    EngineFactory dtls = new EngineFactory(HostCertificate.generate());
    String fingerprint = HexFormat.of().formatHex(dtls.fingerprint());
    EventLoopGroup loops = Loops.group("endpoint", 1);
    EndpointPort port =
        EndpointPort.bind(
                loops.next(),
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                new EndpointPort.Identity(
                    EndpointConfig.of(fingerprint).withLimits(LIMIT, LIMIT, LIMIT),
                    dtls,
                    (connection, event, now) -> {}))
            .toCompletableFuture()
            .get();
    Cost before = Cost.now();
    System.out.println("endpoint " + port.number() + " " + fingerprint);
    for (String argument : arguments) {
      int wanted = Integer.parseInt(argument);
      while (open(port) < wanted) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      Cost from = Cost.now();
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      Cost to = Cost.now();
      System.out.printf(
          "held %d open %d heap %.1f rss %.1f cpu %.4f%n",
          wanted,
          open(port),
          (to.heap - before.heap) / 1e3 / wanted,
          (to.rss - before.rss) / 1e3 / wanted,
          (to.cpuNanos - from.cpuNanosAfter) / 1e9 / IDLE_SECONDS);
    }
    loops.terminationFuture().await();
  }

  /** Connections whose SCTP is up and that have not ended. */
  private static int open(EndpointPort port) throws InterruptedException, ExecutionException {
    return port.loop().submit(() -> port.endpoint().sessions() - port.endpoint().halfOpen()).get();
  }

  /**
   * What the process has used.
   *
   * @param heap bytes in use after a collection
   * @param rss bytes resident
   * @param cpuNanos CPU time before the collection
   * @param cpuNanosAfter CPU time after it
   */
  private record Cost(long heap, long rss, long cpuNanos, long cpuNanosAfter) {
    static Cost now() throws IOException {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long cpu = system.getProcessCpuTime();
      ManagementFactory.getMemoryMXBean().gc();
      long pages = Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);
      return new Cost(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          pages * PAGE,
          cpu,
          system.getProcessCpuTime());
    }
  }
}
