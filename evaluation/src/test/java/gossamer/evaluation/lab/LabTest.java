package gossamer.evaluation.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Namespaces and links of the real kernel; needs root, and fails with that message without. */
@Timeout(60)
class LabTest {
  private static final Pattern ROUND_TRIP = Pattern.compile("time=([\\d.]+) ms");
  private static final Pattern RECEIVED = Pattern.compile("(\\d+) received");

  @AutoClose private Lab lab;
  private NetworkNamespace near;
  private Port nearEnd;
  private Port farEnd;

  @BeforeEach
  void open() {
    lab = Lab.open();
    near = lab.namespace("near");
    nearEnd = new Port(near, "wan0", "10.77.0.1/24");
    farEnd = new Port(lab.namespace("far"), "wan0", "10.77.0.2/24");
  }

  private String ping(String... options) {
    var line = new ArrayList<>(List.of("ping", "-n"));
    line.addAll(List.of(options));
    line.add(farEnd.host());
    try (var ping = ProcessUnderTest.start(new Command(near.command(line), Map.of(), null))) {
      ping.awaitLine(Pattern.compile("packet loss"), Duration.ofSeconds(30));
      ping.awaitEnd(Duration.ofSeconds(5));
      return String.join("\n", ping.log());
    }
  }

  private static double group(Pattern pattern, String text, int group) {
    var matcher = pattern.matcher(text);
    assertTrue(matcher.find(), text);
    return Double.parseDouble(matcher.group(group));
  }

  @Test
  void aHundredMillisecondsAskedForAreAHundred() {
    lab.wan(nearEnd, farEnd, LinkProfile.roundTrip(Duration.ofMillis(100)), 1);
    String said = ping("-c", "11", "-i", "0.02");
    double[] roundTrips =
        ROUND_TRIP
            .matcher(said)
            .results()
            .mapToDouble(match -> Double.parseDouble(match.group(1)))
            .sorted()
            .toArray();
    assertEquals(11, roundTrips.length, said);
    // The median: whatever else the machine does may hold up one or the other.
    assertTrue(roundTrips[0] >= 100 && roundTrips[5] <= 102, said);
  }

  @Test
  void lossIsAsOftenAsAskedFor() {
    int packets = 1_000;
    double loss = 0.05;
    WanLink link = lab.wan(nearEnd, farEnd, LinkProfile.PERFECT.loss(loss), 7);
    double received = group(RECEIVED, ping("-c", "" + packets, "-i", "0.001", "-W", "1"), 1);
    double expected = packets * (1 - loss) * (1 - loss);
    double deviation = Math.sqrt(expected * (1 - expected / packets));
    assertEquals(expected, received, 4 * deviation);
    assertEquals(packets, link.forth().offered());
    assertEquals(packets - link.forth().lost(), link.back().offered());
    assertEquals((long) received, link.back().delivered());
  }

  @Test
  void withoutDelayItIsFast() throws IOException, InterruptedException {
    lab.wan(nearEnd, farEnd, LinkProfile.PERFECT, 1);
    double megabits = throughput(100 << 20);
    System.out.println("0 ms: " + Math.round(megabits) + " Mbit/s");
    assertTrue(megabits > 200, megabits + " Mbit/s");
  }

  @Test
  void theRateIsKept() throws IOException, InterruptedException {
    lab.wan(nearEnd, farEnd, LinkProfile.PERFECT.rate(20_000_000, 100_000), 1);
    double megabits = throughput(5 << 20);
    assertTrue(megabits > 15 && megabits < 20, megabits + " Mbit/s");
  }

  /** Sends by TCP, from sockets that this JVM opens inside. */
  private double throughput(int bytes) throws IOException, InterruptedException {
    InetAddress address = InetAddress.getByName(farEnd.host());
    try (ServerSocket server = farEnd.namespace().call(() -> new ServerSocket(0, 1, address));
        Socket sender =
            near.call(() -> {
              var socket = new Socket();
              socket.connect(new InetSocketAddress(address, server.getLocalPort()));
              return socket;
            })) {
      long start = System.nanoTime();
      Thread sending = Thread.ofPlatform().start(() -> send(sender, bytes));
      long received = 0;
      try (Socket receiver = server.accept()) {
        InputStream in = receiver.getInputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          received += read;
        }
      }
      sending.join();
      assertEquals(bytes, received);
      return bytes * 8e3 / (System.nanoTime() - start);
    }
  }

  private static void send(Socket socket, int bytes) {
    try (OutputStream out = socket.getOutputStream()) {
      byte[] part = new byte[1 << 16];
      for (int left = bytes; left > 0; left -= part.length) {
        out.write(part, 0, Math.min(left, part.length));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBridgeIsOneNetwork() {
    NetworkNamespace hub = lab.namespace("hub");
    farEnd = new Port(farEnd.namespace(), "eth0", "10.9.0.3/24");
    lab.bridge(
        new Port(hub, "br0", "10.9.0.1/24"),
        List.of(new Port(near, "eth0", "10.9.0.2/24"), farEnd));
    assertEquals(3, group(RECEIVED, ping("-c", "3", "-i", "0.01"), 1));
  }

  @Test
  void aCableConnectsTwo() {
    lab.cable(nearEnd, farEnd);
    assertEquals(3, group(RECEIVED, ping("-c", "3", "-i", "0.01"), 1));
  }

  private static ProcessUnderTest sleeper(NetworkNamespace namespace) {
    List<String> line = namespace.command(List.of("sh", "-c", "echo inside; exec sleep 1000"));
    var sleeper = ProcessUnderTest.start(new Command(line, Map.of(), null));
    sleeper.awaitLine(Pattern.compile("inside"), Duration.ofSeconds(10));
    return sleeper;
  }

  @Test
  void nothingIsLeftAfterTheEnd() {
    lab.wan(nearEnd, farEnd, LinkProfile.PERFECT, 1);
    ProcessUnderTest inside = sleeper(near);
    lab.close();
    assertFalse(inside.isAlive());
    assertFalse(Files.exists(Leftovers.NAMESPACES.resolve(near.name())));
  }

  @Test
  void whatADeadProcessLeftIsDeletedByTheNextLaboratory() {
    // No process has this id: the kernel's limit is below.
    String orphan = "gossamer-99999999-1-1-orphan";
    Ip.run("netns", "add", orphan);
    ProcessUnderTest inside = sleeper(new NetworkNamespace(orphan));
    Lab.open().close();
    assertFalse(Leftovers.names().contains(orphan));
    assertTrue(Leftovers.names().contains(near.name()), "it spares those of the living");
    inside.awaitEnd(Duration.ofSeconds(5));
  }

  @Test
  void aProcessIdThatIsAnothersNowDoesNotKeepANamespace() {
    assertFalse(Leftovers.isLeftOver(Leftovers.prefix() + "1-x"));
    assertTrue(Leftovers.isLeftOver("gossamer-" + ProcessHandle.current().pid() + "-1-1-x"));
    assertFalse(Leftovers.isLeftOver("somebody-elses"));
  }
}
