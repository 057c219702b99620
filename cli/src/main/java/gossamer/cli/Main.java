package gossamer.cli;

import gossamer.evaluation.Experiments;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point: the verbs, and how an error becomes a message and an exit code. */
@Command(
    name = "gossamer",
    description = "A peer-to-peer network for the web.",
    subcommands = HelpCommand.class,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB")
public final class Main implements Runnable {
  private static final int USAGE_WIDTH = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * Runs one verb; exits with 0 when it went well, 1 when it failed, 2 when it was not understood.
   */
  public static void main(String[] args) {
    System.exit(
        commandLine(
                new Up(RunningMaster::start, Lifetime::untilSignal, System.getenv()),
                new Sim(),
                new Eval(Experiments.all()))
            .execute(args));
  }

  /** The verbs, ready to execute. */
  static CommandLine commandLine(Object... verbs) {
    var commandLine = new CommandLine(new Main());
    for (Object verb : verbs) {
      commandLine.addSubcommand(verb);
    }
    commandLine.setUsageHelpWidth(USAGE_WIDTH);
    commandLine.setExecutionExceptionHandler(Main::explain);
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A verb is missing.");
  }

  /** A failure that has a message for people is told in one line; anything else is a defect. */
  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    if (failure instanceof CommandFailure) {
      PrintWriter err = commandLine.getErr();
      err.println("gossamer: " + failure.getMessage());
      err.flush();
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }
}
