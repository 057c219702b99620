package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.jvm.DirectDialling;
import gossamer.jvm.DirectResult;
import gossamer.jvm.channel.EndpointPort;
import gossamer.jvm.dtls.CertificateFile;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.jvm.net.Loops;
import gossamer.peer.host.Command;
import gossamer.webrtc.EndpointConfig;
import gossamer.webrtc.Refusal;
import io.netty.channel.EventLoopGroup;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real masters on the loopback: by which transport they link. */
@Timeout(120)
class MasterLinkTest {
  private static final int FOR_EVER = 60_000;
  private static final int HEAD_START = 1_000;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private final EventLoopGroup loops = Loops.group("test", 1);

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static MasterConfig.Builder any() {
    return MasterConfig.builder().port(0);
  }

  /** Joins another one by data channel alone, however busy this machine is. */
  private static Master joinedPatiently(Master to) throws Exception {
    return joined(to, FOR_EVER);
  }

  private static Master joined(Master to, int headStart) throws Exception {
    Master master = Master.start(any().build());
    dialWith(master, headStart);
    master.host().command(new Command.Join(List.of(MasterAddress.webSocket(to.localUrl()))));
    return master;
  }

  private static void dialWith(Master master, int headStart) {
    master.host().dialDirectly(new DirectDialling(new DescriptorLookup(), FOR_EVER, headStart));
  }

  private static int neighbours(Master master) throws Exception {
    return master.host().ask(peer -> peer.neighbours().size()).get(10, TimeUnit.SECONDS);
  }

  private static int dataChannels(Master master) throws Exception {
    return master.host().ask(peer -> master.host().dataChannelCount()).get(10, TimeUnit.SECONDS);
  }

  private static int webSockets(Master master) throws Exception {
    return master.host().ask(peer -> master.host().webSocketCount()).get(10, TimeUnit.SECONDS);
  }

  private static long dials(Master master, DirectResult result) {
    return master.host().traffic().directDials(result);
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new TimeoutException(what);
      }
      Thread.onSpinWait();
    }
  }

  private static void awaitNeighbours(int count, Master... masters) throws Exception {
    for (Master master : masters) {
      await(count + " neighbours", () -> neighbours(master) == count);
    }
  }

  private static void assertLinkedByWebSocket(Master master) throws Exception {
    awaitNeighbours(1, master);
    assertEquals(1, webSockets(master));
    assertEquals(0, dataChannels(master));
  }

  /** An endpoint at which a descriptor may point, though it is no master. */
  private EndpointPort endpoint(byte[] password, EngineFactory dtls) throws Exception {
    EndpointConfig config = EndpointConfig.of(HexFormat.of().formatHex(password));
    return EndpointPort.bind(
            loops.next(),
            new InetSocketAddress(LOOPBACK, 0),
            new EndpointPort.Identity(config, dtls, (connection, event, now) -> {}))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static EngineFactory stranger() {
    return new EngineFactory(HostCertificate.generate());
  }

  @Test
  void mastersLinkByDataChannelAlsoThoseTheyLearnOf() throws Exception {
    try (Master one = Master.start(any().build());
        Master two = joinedPatiently(one);
        Master three = joinedPatiently(one)) {
      dialWith(one, FOR_EVER);
      List<Master> all = List.of(one, two, three);
      awaitNeighbours(2, one, two, three);
      for (Master master : all) {
        await("two data channels", () -> dataChannels(master) == 2 && webSockets(master) == 0);
      }
      assertTrue(dials(two, DirectResult.OPENED) >= 1);
    }
  }

  @Test
  void aTokenOfTheDescriptorLetsMastersIn() throws Exception {
    try (Master one = Master.start(any().directTokens(true).build());
        Master two = joinedPatiently(one)) {
      awaitNeighbours(1, one, two);
      assertEquals(1, dataChannels(two));
    }
  }

  @Test
  void aMasterWhoseUdpIsBlockedIsLinkedByWebSocket() throws Exception {
    try (DatagramSocket silent = new DatagramSocket(0, LOOPBACK);
        Master one =
            Master.start(any().directAddress("127.0.0.1:" + silent.getLocalPort()).build());
        Master two = joined(one, HEAD_START)) {
      assertLinkedByWebSocket(two);
      assertTrue(0 < dials(two, DirectResult.OVERTAKEN));
    }
  }

  @Test
  void aMasterThatTakesNoDataChannelsIsLinkedByWebSocket() throws Exception {
    try (Master one = Master.start(any().direct(false).build());
        Master two = joined(one, FOR_EVER)) {
      assertLinkedByWebSocket(two);
      assertTrue(0 < dials(two, DirectResult.NO_DOOR));
    }
  }

  @Test
  void anotherCertificateThanTheAnnouncedOneIsRefused(@TempDir Path directory) throws Exception {
    byte[] announced = CertificateFile.loadOrCreate(directory).fingerprint();
    EndpointPort impostor = endpoint(announced, stranger());
    String at = "127.0.0.1:" + impostor.number();
    try (Master one = Master.start(any().dataDirectory(directory).directAddress(at).build());
        Master two = joinedPatiently(one)) {
      assertLinkedByWebSocket(two);
      assertTrue(0 < dials(two, DirectResult.WRONG_CERTIFICATE));
    }
    impostor.close();
  }

  @Test
  void checksMadeForAnotherFingerprintAreRefusedAndCounted() throws Exception {
    EngineFactory dtls = stranger();
    EndpointPort other = endpoint(dtls.fingerprint(), dtls);
    String at = "127.0.0.1:" + other.number();
    try (Master one = Master.start(any().directAddress(at).build());
        Master two = joined(one, HEAD_START)) {
      assertLinkedByWebSocket(two);
      assertTrue(0 < dials(two, DirectResult.OVERTAKEN));
      long refused =
          other
              .loop()
              .submit(() -> other.endpoint().counters().refused(Refusal.BAD_INTEGRITY))
              .get(10, TimeUnit.SECONDS);
      assertTrue(refused > 0);
    }
    other.close();
  }

  @Test
  void aKilledMasterIsNoticedWithinFiveSeconds() throws Exception {
    try (Master one = Master.start(any().build())) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Victim.class.getName(),
                  MasterAddress.webSocket(one.localUrl()))
              .redirectErrorStream(true)
              .start();
      try {
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.equals("up")) {
          line = lines.readLine();
        }
        awaitNeighbours(1, one);
        assertEquals(1, dataChannels(one));
        process.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        awaitNeighbours(0, one);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
        assertTrue(millis <= 5_000, millis + " ms");
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** A master in a process of its own, to be killed. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      Master master = Master.start(any().build());
      dialWith(master, FOR_EVER);
      master.host().command(new Command.Join(List.of(arguments[0])));
      System.out.println("up");
      new CountDownLatch(1).await(); // Until it is killed.
    }
  }
}
