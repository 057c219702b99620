package gossamer.cli;

import gossamer.master.turn.TurnSettings;
import gossamer.turn.PeerPolicy.Prefix;
import gossamer.turn.TimeLimited;
import gossamer.turn.TurnConfig.PortRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a master relays for those who cannot connect directly. */
final class Relay {
  @Option(
      names = "--no-turn",
      description =
          "Relay nothing. Otherwise the port for data channels is a STUN and TURN server too, over"
              + " UDP, TCP and, with https, TLS.")
  private boolean noTurn;

  @Option(
      names = "--relay-ports",
      paramLabel = "A-B",
      description = "UDP ports of relayed addresses, 1024 to 65535. Default: ${DEFAULT-VALUE}.",
      defaultValue = "49152-65535")
  private String relayPorts = "49152-65535";

  @Option(
      names = "--turn-allow",
      paramLabel = "IP/BITS",
      description =
          "Relay to this network though it is not public, for example 192.168.0.0/16. May be"
              + " repeated. Default: public addresses, and clients of this master.")
  private List<String> allowed = new ArrayList<>();

  @Option(
      names = "--turn-secret",
      paramLabel = "FILE",
      description =
          "A file with the secret that time-limited credentials are made with, 16 characters or"
              + " more, for services that issue their own. Default: a new one with each start.")
  private @Nullable Path secretFile;

  @Option(
      names = "--turn-wide-channels",
      description = "Take channel numbers above 0x4FFF, which clients of RFC 5766 may use.")
  private boolean wideChannels;

  /** The settings; null when nothing is relayed. */
  @Nullable TurnSettings settings(CommandSpec spec) {
    if (noTurn) {
      return null;
    }
    TurnSettings settings = TurnSettings.usual().withPorts(range(spec));
    List<Prefix> networks = new ArrayList<>();
    for (String text : allowed) {
      networks.add(
          Prefix.parse(text)
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(), "--turn-allow " + text + " is no IP/BITS")));
    }
    settings = settings.allowing(networks);
    if (secretFile != null) {
      settings = settings.withSecret(secret(spec, secretFile));
    }
    return wideChannels ? settings.withWideChannels() : settings;
  }

  private PortRange range(CommandSpec spec) {
    int dash = relayPorts.indexOf('-');
    try {
      return new PortRange(
          Integer.parseInt(relayPorts.substring(0, Math.max(0, dash))),
          Integer.parseInt(relayPorts.substring(dash + 1)));
    } catch (IllegalArgumentException e) {
      String what = "--relay-ports " + relayPorts + " is no range A-B within 1024-65535";
      throw new ParameterException(spec.commandLine(), what, e);
    }
  }

  private static byte[] secret(CommandSpec spec, Path file) {
    try {
      byte[] secret = Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
      if (secret.length < TimeLimited.SECRET) {
        String what = "the secret in " + file + " is shorter than 16 characters";
        throw new ParameterException(spec.commandLine(), what);
      }
      return secret;
    } catch (IOException e) {
      String what = "--turn-secret " + file + " cannot be read";
      throw new ParameterException(spec.commandLine(), what, e);
    }
  }
}
