package gossamer.evaluation.turn;

import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.ProcessUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Twenty clients of coturn's test client with channels, each a packet every millisecond.
 *
 * @param size bytes of a packet
 * @param packets of each client
 */
record Load(Path path, int size, int packets) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern TOTAL =
      Pattern.compile("start_mclient: tot_send_msgs=([0-9]+), tot_recv_msgs=([0-9]+)$");

  /** Where packets go. */
  enum Path {
    /** From one client of the server to another: a master hands them over inside. */
    CLIENT_TO_CLIENT("two clients", "-y"),
    /** To a peer elsewhere, which sends them back: every one passes a relayed socket. */
    ECHO("a peer elsewhere", "-e 127.0.0.2 -r 3480");

    private final String words;
    private final String options;

    Path(String words, String options) {
      this.words = words;
      this.options = options;
    }

    String words() {
      return words;
    }
  }

  /**
   * What a run cost; each packet that arrived was relayed twice: out of one allocation and into
   * another, or to the peer and back.
   *
   * @param cpuMicros of the server, for each packet relayed
   * @param lost percent
   * @param garbage bytes of its heap, for each packet relayed; 0 of another's
   */
  record Cost(double cpuMicros, double lost, double garbage) {}

  Cost run(RelayServer server) {
    List<String> line =
        new ArrayList<>(List.of("turnutils_uclient", "-u", "load", "-W", RelayServer.SECRET));
    line.addAll(List.of("-p", "" + server.port(), "-c", "-m", "20", "-n", "" + packets));
    line.addAll(List.of("-l", "" + size, "-z", "1"));
    line.addAll(List.of(path.options.split(" ")));
    line.add("127.0.0.1");
    Command command = Command.of(line.toArray(String[]::new)).after(RelayServer.CLIENTS);
    double cpu = server.cpuMicros();
    double allocated = server.allocated();
    try (ProcessUnderTest client = ProcessUnderTest.start(command)) {
      Matcher total = client.awaitLine(TOTAL, PATIENCE);
      double sent = Double.parseDouble(total.group(1));
      double relayed = 2 * Double.parseDouble(total.group(2));
      return new Cost(
          (server.cpuMicros() - cpu) / relayed,
          100 - 50 * relayed / sent,
          (server.allocated() - allocated) / relayed);
    }
  }
}
