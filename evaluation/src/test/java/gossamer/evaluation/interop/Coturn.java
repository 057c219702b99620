package gossamer.evaluation.interop;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import gossamer.webrtc.IceServer;
import gossamer.webrtc.IceUriException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A real TURN server, coturn, on loopback. */
final class Coturn implements AutoCloseable {
  static final String USER = "user";
  static final String PASSWORD = "secret";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ProcessUnderTest process;
  private final Path folder;
  private final int port;

  private Coturn(ProcessUnderTest process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts it with further options and waits until it listens. */
  static Coturn start(String... options) throws IOException {
    Path folder = Files.createTempDirectory("coturn");
    int port = freePort();
    List<String> line =
        new ArrayList<>(
            List.of(
                "turnserver",
                "-n",
                "-L",
                "127.0.0.1",
                "-E",
                "127.0.0.1",
                "-p",
                "" + port,
                "-a",
                "-u",
                USER + ":" + PASSWORD,
                "-r",
                "test",
                "--no-cli",
                "--allow-loopback-peers",
                "--no-tls",
                "--no-dtls",
                "-m",
                "1",
                "-v",
                "--log-file",
                "stdout",
                "--pidfile",
                folder.resolve("pid").toString(),
                "--userdb",
                folder.resolve("db").toString()));
    line.addAll(List.of(options));
    var process = ProcessUnderTest.start(Command.of(line.toArray(String[]::new)));
    process.awaitLine(Pattern.compile("UDP listener opened on"), PATIENCE);
    return new Coturn(process, folder, port);
  }

  private static int freePort() throws IOException {
    try (var socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return socket.getLocalPort();
    }
  }

  String uri() {
    return "turn:127.0.0.1:" + port;
  }

  IceServer server(String password) throws IceUriException {
    return IceServer.turn(uri(), USER, password);
  }

  void kill() {
    process.kill();
  }

  @Override
  public void close() throws IOException {
    process.kill();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
