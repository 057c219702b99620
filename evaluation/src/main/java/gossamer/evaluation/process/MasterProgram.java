package gossamer.evaluation.process;

import gossamer.master.Master;
import gossamer.master.MasterConfig;
import gossamer.master.OverlayKind;
import gossamer.master.turn.TurnSettings;
import java.io.IOException;
import java.net.URI;

/**
 * A master in a process of its own, so that it can be killed or put into a network namespace.
 * Arguments are key=value pairs: port (default: any), join, overlay, origin, public (a URL), direct
 * (true), turn (false for none), direct-port, direct-address (IP:PORT), direct-tokens (true),
 * metrics. It prints {@code serving URL} once it accepts connections.
 */
public final class MasterProgram {
  private MasterProgram() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    MasterConfig.Builder config = MasterConfig.builder().port(0);
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      String value = argument.substring(at + 1);
      switch (argument.substring(0, at)) {
        case "port" -> config.port(Integer.parseInt(value));
        case "join" -> config.join(value);
        case "overlay" -> config.overlay(OverlayKind.parse(value));
        case "public" -> config.publicUrl(URI.create(value));
        case "origin" -> config.allowedOrigin(value);
        case "direct" -> config.direct(Boolean.parseBoolean(value));
        case "direct-port" -> config.directPort(Integer.parseInt(value));
        case "direct-address" -> config.directAddress(value);
        case "direct-tokens" -> config.directTokens(Boolean.parseBoolean(value));
        case "turn" -> config.turn(Boolean.parseBoolean(value) ? TurnSettings.usual() : null);
        case "metrics" -> config.metricsPort(Integer.parseInt(value));
        default -> throw new IllegalArgumentException(argument);
      }
    }
    Master master = Master.start(config.build());
    System.out.println("serving " + master.url());
    Thread.currentThread().join();
  }
}
