package gossamer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.master.MasterConfig;
import gossamer.master.OverlayKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type, what the master is asked for, what is printed. */
class UpTest {
  private static final String ID = "00112233445566778899aabbccddeeff00112233";

  private final List<MasterConfig> started = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private URI local = URI.create("http://localhost:8080");
  private boolean closed;

  @Test
  void withoutOptionsItServesTheDefaultPortOnThisMachine() {
    assertEquals(0, run(Map.of(), "up"));
    MasterConfig config = started.getFirst();
    assertEquals(8080, config.port());
    assertEquals(Path.of(".gossamer/8080"), config.dataDirectory());
    assertEquals(List.of(), config.joins());
    assertEquals(
        "Gossamer is up at http://localhost:8080\nCtrl-C stops it.\nStopped.\n", printed());
    assertTrue(closed);
  }

  @Test
  void everyOptionReachesTheMaster() {
    run(
        Map.of(),
        "up --port=8443 --lan --join http://a.example --join wss://b.example/gossamer"
            + " --public-url https://c.example --authority d.example:8443 --network test --overlay chord"
            + " --allow-origin https://e.example --data keys --metrics-port 9090");
    MasterConfig expected =
        MasterConfig.builder()
            .port(8443)
            .lan(true)
            .join("http://a.example")
            .join("wss://b.example/gossamer")
            .publicUrl(URI.create("https://c.example"))
            .authority("d.example:8443")
            .network("test")
            .overlay(OverlayKind.CHORD)
            .allowedOrigin("https://e.example")
            .dataDirectory(Path.of("keys"))
            .metricsPort(9090)
            .build();
    assertEquals(List.of(expected), started, err::toString);
  }

  @Test
  void thePortComesFromTheEnvironmentUnlessItIsGiven() {
    run(Map.of("PORT", "9001"), "up");
    run(Map.of("PORT", "9001"), "up --port 9002");
    assertEquals(List.of(9001, 9002), started.stream().map(MasterConfig::port).toList());
  }

  @Test
  void withAPortOfTheSystemsChoiceNothingIsKept() {
    run(Map.of(), "up --port 0");
    assertNull(started.getFirst().dataDirectory());
  }

  @Test
  void jsonIsOneLineForScripts() {
    run(Map.of(), "up --json");
    assertEquals("{\"url\":\"http://localhost:8080\",\"id\":\"" + ID + "\"}\n", printed());
  }

  @Test
  void theUrlOnThisMachineIsNamedWhenItIsAnother() {
    local = URI.create("http://localhost:9");
    run(Map.of(), "up");
    assertTrue(printed().contains("\nOn this machine: http://localhost:9\n"), printed());
  }

  @Test
  void quietPrintsTheUrlOnly() {
    run(Map.of(), "up --quiet");
    assertEquals("http://localhost:8080\n", printed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up --port 65536",
        "up --port -1",
        "up --port eighty",
        "up --join ftp://example.net",
        "up --public-url example",
        "up --allow-origin nonsense",
        "up --quiet --json",
        "up --unknown",
        "up stray",
        "down",
        ""
      })
  void whatIsNotUnderstoodExitsWithTwoAndStartsNothing(String line) {
    assertEquals(2, run(Map.of(), line));
    assertTrue(err.toString().contains("Usage: gossamer"), err::toString);
    assertEquals(List.of(), started);
  }

  @Test
  void aPortInTheEnvironmentThatIsNoNumberIsNamed() {
    assertEquals(2, run(Map.of("PORT", "http"), "up"));
    assertTrue(err.toString().contains("PORT is no number: http"), err::toString);
  }

  @Test
  void aTakenPortIsToldInOneLine() {
    var up =
        new Up(
            config -> {
              throw new IOException("port 8080 cannot be used", new BindException());
            },
            UpTest::stopAtOnce,
            Map.of());
    assertEquals(1, execute(up, "up"));
    assertEquals(
        "gossamer: cannot start: port 8080 cannot be used; --port chooses another\n",
        err.toString());
  }

  @Test
  void anotherFailureToStartIsToldInOneLine() {
    var up =
        new Up(
            config -> {
              throw new IOException("the key cannot be read");
            },
            UpTest::stopAtOnce,
            Map.of());
    assertEquals(1, execute(up, "up"));
    assertEquals("gossamer: cannot start: the key cannot be read\n", err.toString());
  }

  @Test
  void helpNamesEveryOption() {
    assertEquals(0, run(Map.of(), "up --help"));
    for (String option :
        List.of(
            "--port",
            "--lan",
            "--join",
            "--public-url",
            "--authority",
            "--allow-origin",
            "--network",
            "--data",
            "--metrics-port",
            "--quiet",
            "--json",
            "--help")) {
      assertTrue(printed().contains(option), option);
    }
  }

  private int run(Map<String, String> environment, String line) {
    return execute(new Up(this::start, UpTest::stopAtOnce, environment), line);
  }

  private int execute(Up up, String line) {
    return Main.commandLine(up)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(line.isEmpty() ? new String[0] : line.split(" ", -1));
  }

  private static void stopAtOnce(CompletableFuture<Void> failure, Runnable stop) {
    stop.run();
  }

  private String printed() {
    return out.toString();
  }

  private Up.Running start(MasterConfig config) {
    started.add(config);
    return new Up.Running() {
      @Override
      public URI url() {
        return URI.create("http://localhost:8080");
      }

      @Override
      public URI localUrl() {
        return local;
      }

      @Override
      public CompletableFuture<Void> failure() {
        return new CompletableFuture<>();
      }

      @Override
      public String id() {
        return ID;
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }
}
