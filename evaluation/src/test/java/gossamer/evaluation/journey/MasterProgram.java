package gossamer.evaluation.journey;

import gossamer.master.Master;
import gossamer.master.MasterConfig;
import java.io.IOException;

/** A master in a process of its own, so that it can be killed: arguments are key=value pairs. */
final class MasterProgram {
  private MasterProgram() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    MasterConfig.Builder config = MasterConfig.builder().port(0);
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      String value = argument.substring(at + 1);
      switch (argument.substring(0, at)) {
        case "port" -> config.port(Integer.parseInt(value));
        case "join" -> config.join(value);
        case "origin" -> config.allowedOrigin(value);
        case "metrics" -> config.metricsPort(Integer.parseInt(value));
        default -> throw new IllegalArgumentException(argument);
      }
    }
    Master master = Master.start(config.build());
    System.out.println("serving " + master.url());
    Thread.currentThread().join();
  }
}
