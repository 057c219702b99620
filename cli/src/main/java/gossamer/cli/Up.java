package gossamer.cli;

import gossamer.master.MasterConfig;
import gossamer.master.OverlayKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a master with the web application and serves until it is stopped. */
@Command(
    name = "up",
    description = "Starts a master with the web application, prints its URL, serves until Ctrl-C.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by Ctrl-C or SIGTERM",
      "1:could not start, for example because the port is taken",
      "2:the options were not understood"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gossamer up                            serve http://localhost:8080",
      "  gossamer up --lan --port 8443          https for all machines of this network",
      "  gossamer up --port 8081 --join http://localhost:8080",
      "                                         a second master of the same network"
    })
final class Up implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "TCP port to listen on, 0 to 65535; 0 lets the system choose. Default: the environment"
              + " variable PORT, else 8080.")
  private @Nullable Integer port;

  @Option(
      names = "--lan",
      description =
          "Serve https with a local certificate. Browsers have neither cryptography nor storage"
              + " on plain http outside localhost.")
  private boolean lan;

  @Option(
      names = "--join",
      paramLabel = "URL",
      description =
          "A master of the network to join, for example http://localhost:8080. May be repeated;"
              + " without it the master founds a network.")
  private List<String> joins = new ArrayList<>();

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Where this master is reached from outside, http(s)://host[:port]. May be repeated,"
              + " best first. Default: on this machine only.")
  private List<URI> publicUrls = new ArrayList<>();

  @Option(
      names = "--authority",
      paramLabel = "HOST[:PORT]",
      description = "A further name that may stand in a Host header. May be repeated.")
  private List<String> authorities = new ArrayList<>();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description =
          "Let the pages of another site connect, for example https://example.net, or * for all."
              + " May be repeated. Default: only the pages this master serves.")
  private List<String> allowedOrigins = new ArrayList<>();

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "Name of the network, 1 to 64 characters. Default: ${DEFAULT-VALUE}.",
      defaultValue = MasterConfig.DEFAULT_NETWORK)
  private String network = MasterConfig.DEFAULT_NETWORK;

  @Option(
      names = "--overlay",
      paramLabel = "NAME",
      description =
          "Overlay of the network, kademlia or chord, which all its peers follow. Default: that of"
              + " the network it joins, else kademlia.")
  private @Nullable String overlay;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder that keeps the key and the certificate. Default: .gossamer/PORT in the current"
              + " folder; nothing is kept with --port 0.")
  private @Nullable Path data;

  @Option(
      names = "--no-direct",
      description =
          "Take no data channels without signalling, and dial other masters by WebSocket alone."
              + " Otherwise browsers and masters connect to the UDP port of the same number as"
              + " --port, without UDP to --port itself, and by WebSocket where neither answers.")
  private boolean noDirect;

  @Option(
      names = "--direct-port",
      paramLabel = "N",
      description = "UDP and TCP port for data channels. Default: the number of --port.")
  private int directPort;

  @Option(
      names = "--direct-address",
      paramLabel = "IP[:PORT]",
      description =
          "Where that port is reached from outside, when that is not an address of this machine."
              + " May be repeated, best first.")
  private List<String> directAddresses = new ArrayList<>();

  @Option(
      names = "--direct-tokens",
      description =
          "Answer only data channels that show a token of the network descriptor, so that nobody"
              + " else costs any memory.")
  private boolean directTokens;

  @Mixin private Relay relay = new Relay();

  @Option(
      names = "--metrics-port",
      paramLabel = "N",
      description = "Port on localhost for /metrics, 1 to 65535. Default: off.")
  private int metricsPort;

  @ArgGroup private Format format = new Format();

  private final Server server;
  private final Lifetime lifetime;
  private final Map<String, String> environment;

  /** How much is printed. */
  private static final class Format {
    @Option(names = "--quiet", description = "Print the URL and nothing else.")
    private boolean quiet;

    @Option(
        names = "--json",
        description = "Print one line of JSON for scripts: {\"url\":...,\"id\":...}.")
    private boolean json;
  }

  /** What listens; the seam at which a test puts something else in the place of a master. */
  interface Server {
    /** Starts it and returns when it accepts connections. */
    Running start(MasterConfig config) throws IOException;
  }

  /** A server that accepts connections. */
  interface Running {
    /** Where browsers open it. */
    URI url();

    /** Where browsers on this machine open it. */
    URI localUrl();

    /** The id of the master, 40 hexadecimal digits. */
    String id();

    /** Completes exceptionally when it stopped by itself, because of a defect. */
    CompletableFuture<Void> failure();

    /** Closes every connection and returns when that is done. */
    void close();
  }

  /**
   * @param environment the variables of the process, of which PORT is read
   */
  Up(Server server, Lifetime lifetime, Map<String, String> environment) {
    this.server = server;
    this.lifetime = lifetime;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    MasterConfig config = config();
    PrintWriter out = spec.commandLine().getOut();
    Running running = start(config);
    announce(running, out);
    lifetime.untilStopped(
        running.failure(),
        () -> {
          running.close();
          if (!format.quiet && !format.json) {
            out.println("Stopped.");
          }
          out.flush();
        });
    return CommandLine.ExitCode.OK;
  }

  private MasterConfig config() {
    int chosen = chosenPort();
    MasterConfig.Builder config =
        MasterConfig.builder()
            .port(chosen)
            .lan(lan)
            .network(network)
            .direct(!noDirect)
            .directPort(directPort)
            .directTokens(directTokens)
            .turn(relay.settings(spec))
            .metricsPort(metricsPort)
            .dataDirectory(dataDirectory(chosen));
    joins.forEach(config::join);
    publicUrls.forEach(config::publicUrl);
    authorities.forEach(config::authority);
    allowedOrigins.forEach(config::allowedOrigin);
    directAddresses.forEach(config::directAddress);
    try {
      config.overlay(overlay == null ? null : OverlayKind.parse(overlay));
      return config.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int chosenPort() {
    if (port != null) {
      return port;
    }
    String text = environment.getOrDefault("PORT", "");
    if (text.isEmpty()) {
      return MasterConfig.DEFAULT_PORT;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), "the environment variable PORT is no number: " + text, e);
    }
  }

  /** Two masters started in one folder must not share a key, hence the port in the name. */
  private @Nullable Path dataDirectory(int chosenPort) {
    if (data != null) {
      return data;
    }
    return chosenPort == 0 ? null : Path.of(".gossamer", Integer.toString(chosenPort));
  }

  private Running start(MasterConfig config) throws CommandFailure {
    try {
      return server.start(config);
    } catch (IOException e) {
      String hint = e.getCause() instanceof BindException ? "; --port chooses another" : "";
      throw new CommandFailure("cannot start: " + e.getMessage() + hint, e);
    }
  }

  private void announce(Running running, PrintWriter out) {
    if (format.json) {
      // Neither a URL nor a hexadecimal id holds a character that JSON escapes.
      out.println("{\"url\":\"" + running.url() + "\",\"id\":\"" + running.id() + "\"}");
    } else if (format.quiet) {
      out.println(running.url());
    } else {
      out.println("Gossamer is up at " + running.url());
      if (!running.localUrl().equals(running.url())) {
        out.println("On this machine: " + running.localUrl());
      }
      out.println("Ctrl-C stops it.");
    }
    out.flush();
  }
}
