package gossamer.cli;

import gossamer.evaluation.overlay.Simulation;
import gossamer.evaluation.overlay.SimulationException;
import gossamer.evaluation.overlay.SimulationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scripted network of production peers on virtual time. */
@Command(
    name = "sim",
    description =
        "Simulates many production peers on virtual time, by a script. The same seed gives the same"
            + " trace. Without a scenario the ones that come along are listed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  gossamer sim                                list the scenarios",
      "  gossamer sim churn --peers 1000 --seed 7",
      "  gossamer sim rest --peers 1000 --overlay chord",
      "  gossamer sim my.scenario --peers 200 --json >run.json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it ran, and all invariants held",
      "1:the script cannot be read or understood, or an invariant did not hold",
      "2:the options were not understood"
    })
final class Sim implements Callable<Integer> {
  private static final int MOST_PEERS = 2_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SCENARIO",
      description = "One that comes along, or the path of a script.")
  private @Nullable String scenario;

  @Option(
      names = "--peers",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many peers 100%% are: 2 to 2,000,000. Default: ${DEFAULT-VALUE}.")
  private int peers = 1_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Where all chance comes from. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--overlay",
      paramLabel = "NAME",
      defaultValue = "kademlia",
      description = "kademlia or chord, where the script does not say. Default: ${DEFAULT-VALUE}.")
  private String overlay = "kademlia";

  @Option(
      names = "--json",
      description =
          "Print exactly one JSON object on standard output; progress goes to standard error.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "eval-results",
      description = "Folder for sim-NAME.json and sim-NAME.svg. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("eval-results");

  @Override
  public Integer call() throws CommandFailure {
    PrintWriter output = spec.commandLine().getOut();
    if (scenario == null) {
      for (String name : Simulation.names()) {
        output.printf("  %-12s %s%n", name, Simulation.about(name));
      }
      output.flush();
      return CommandLine.ExitCode.OK;
    }
    if (peers < 2 || peers > MOST_PEERS) {
      throw new ParameterException(spec.commandLine(), "--peers is 2 to 2,000,000, not " + peers);
    }
    boolean chord = overlay.equals("chord");
    if (!chord && !overlay.equals("kademlia")) {
      throw new ParameterException(
          spec.commandLine(), "--overlay is kademlia or chord, not " + overlay);
    }
    try {
      SimulationReport report = new Simulation(scenario, peers, seed, chord).run(this::say);
      output.print(json ? report.json() + "\n" : report.table() + report.line() + "\n");
      output.flush();
      say("Written to " + report.write(out));
    } catch (SimulationException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure("cannot write into " + out + ": " + e.getMessage(), e);
    }
    return CommandLine.ExitCode.OK;
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
