package gossamer.evaluation.nat;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.home.Access;
import gossamer.evaluation.home.Home;
import gossamer.evaluation.home.Internet;
import gossamer.evaluation.lab.Lab;
import gossamer.evaluation.lab.LabException;
import gossamer.evaluation.lab.LabSite.Resource;
import gossamer.evaluation.lab.Port;
import gossamer.evaluation.process.Command;
import gossamer.evaluation.process.MasterProgram;
import gossamer.evaluation.process.ProcessUnderTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An internet with two masters and no other server, and homes on it. */
final class NatLab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Of every master: the one that goes everywhere. */
  static final int PORT = 443;

  private static final int METRICS_PORT = 9100;
  private static final int MASTERS = 2;

  private final Lab lab;
  private final Internet internet;
  private final List<Port> servers = new ArrayList<>();
  private final List<ProcessUnderTest> masters = new ArrayList<>();
  private final Map<String, Resource> resources;
  private int homes;

  private NatLab(Lab lab) {
    this.lab = lab;
    internet = new Internet(lab);
    resources =
        Map.of(
            "/",
            new Resource("text/html; charset=utf-8", bytes(NatLab.class, "page.html")),
            "/peer.js",
            new Resource(
                "text/javascript", bytes(Resource.class, "/gossamer/evaluation/join/index.js")));
    for (int i = 0; i < MASTERS; i++) {
      servers.add(internet.server("master" + i));
    }
    for (int i = 0; i < MASTERS; i++) {
      masters.add(master(i));
    }
  }

  /**
   * Builds it.
   *
   * @throws LabException when something is missing
   */
  static NatLab open() {
    Lab lab = Lab.open();
    try {
      return new NatLab(lab);
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  private static byte[] bytes(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new LabException(name + " was not built: run the Maven build of evaluation");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new LabException("cannot read " + name, e);
    }
  }

  private ProcessUnderTest master(int number) {
    List<String> arguments = new ArrayList<>();
    arguments.add("port=" + PORT);
    arguments.add("public=" + url(number));
    arguments.add("direct=true");
    arguments.add("origin=*");
    arguments.add("metrics=" + METRICS_PORT);
    for (int other = 0; other < MASTERS; other++) {
      if (other != number) {
        arguments.add("join=" + url(other));
      }
    }
    ProcessUnderTest process =
        ProcessUnderTest.start(
            Command.java(MasterProgram.class, List.of("-Xmx256m"), arguments)
                .after(servers.get(number).namespace().prefix()));
    process.awaitLine(Pattern.compile("serving"), PATIENCE);
    return process;
  }

  /** How browsers reach a master: 0 or 1. */
  String url(int master) {
    return "http://" + servers.get(master).host() + ":" + PORT;
  }

  /** Which master has this address, or -1. */
  int masterAt(String address) {
    for (int i = 0; i < MASTERS; i++) {
      if (servers.get(i).host().equals(address)) {
        return i;
      }
    }
    return -1;
  }

  /** How many links by this path the masters' peers report: the sum of their counters. */
  long reported(String path) {
    Pattern counter =
        Pattern.compile(
            "^gossamer_reported_links\\{path=\"" + path + "\"} (\\d+)", Pattern.MULTILINE);
    return servers.stream()
        .map(NatLab::metrics)
        .flatMap(text -> counter.matcher(text).results())
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .sum();
  }

  private static String metrics(Port server) {
    URI address = URI.create("http://127.0.0.1:" + METRICS_PORT + "/metrics");
    return server
        .namespace()
        .call(() -> {
          try (InputStream in = address.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
          }
        });
  }

  /** SIGKILL. */
  void kill(int master) {
    masters.get(master).kill();
  }

  /** SIGKILL to every one. */
  void killAll() {
    masters.forEach(ProcessUnderTest::kill);
  }

  /** Starts those that were killed. */
  void restart() {
    for (int i = 0; i < MASTERS; i++) {
      if (!masters.get(i).isAlive()) {
        masters.get(i).close();
        masters.set(i, master(i));
      }
    }
  }

  /** A home that was not there before. */
  Home home(Access access) {
    return internet.home("home" + homes++, access);
  }

  /** A browser on a new machine of a home. */
  HomePage page(Home home, Browser.Kind kind) {
    return HomePage.open(home.machine(), kind, resources);
  }

  @Override
  public void close() {
    masters.forEach(ProcessUnderTest::close);
    lab.close();
  }
}
