package gossamer.cli;

import gossamer.evaluation.browser.BrowserException;
import gossamer.evaluation.endpoint.EndpointException;
import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.experiment.Report;
import gossamer.evaluation.lab.LabException;
import gossamer.evaluation.overlay.SimulationException;
import gossamer.evaluation.process.ProcessException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs an experiment and reports what it measured. */
@Command(
    name = "eval",
    description =
        "Measures on real browsers and masters, on links with a chosen delay and loss, next to"
            + " what others reach. Without a name the experiments are listed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nNeeds:%n",
    footer = {
      "  Linux, root (network namespaces), iproute2, Chromium and Firefox. As root on Debian the",
      "  launcher installs what is missing. Ctrl-C takes everything down.",
      "",
      "The JSON is an array of {measure, unit, ours, peer, ratio, goal, met}; what was not measured",
      "is null. ours is Gossamer, peer is what it is compared with, ratio is ours / peer.",
      "",
      "Examples:",
      "  gossamer eval                          list the experiments",
      "  gossamer eval join --quick             a try-out of some seconds",
      "  gossamer eval nat --only 'cone to symmetric'",
      "  gossamer eval join --json >join.json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, whether or not the goals are met",
      "1:could not be measured here, for example because this is not root",
      "2:no such experiment, or the options were not understood"
    })
final class Eval implements Callable<Integer> {
  private final List<Experiment> experiments;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The experiment to run.")
  private @Nullable String name;

  @Option(
      names = "--quick",
      description = "Few repetitions: shows that it works; the figures are rough.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "CASE",
      defaultValue = "",
      description =
          "Only the cases whose name, as the progress shows it, contains this (nat). The figures of"
              + " several calls stay when --out differs.")
  private String only = "";

  @Option(
      names = "--json",
      description =
          "Print exactly one JSON array on standard output; progress goes to standard error.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "eval-results",
      description = "Folder for NAME.json, made when missing. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("eval-results");

  Eval(List<Experiment> experiments) {
    this.experiments = List.copyOf(experiments);
  }

  @Override
  public Integer call() throws CommandFailure {
    PrintWriter output = spec.commandLine().getOut();
    if (name == null) {
      output.print(list());
      output.flush();
      return CommandLine.ExitCode.OK;
    }
    Experiment experiment =
        experiments.stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(), "There is no experiment " + name + ".\n" + list()));
    if (!only.isEmpty() && !experiment.selectable()) {
      throw new ParameterException(
          spec.commandLine(), name + " is measured as a whole: it takes no --only.");
    }
    var report = new Report(run(experiment));
    output.print(json ? report.json() + "\n" : report.table());
    output.flush();
    Path file = write(report, experiment);
    say("Written to " + file);
    return CommandLine.ExitCode.OK;
  }

  private String list() {
    var text = new StringBuilder("Experiments:\n");
    for (Experiment experiment : experiments) {
      text.append(String.format("  %-10s %s%n", experiment.name(), experiment.description()));
    }
    return text.toString();
  }

  private List<Measure> run(Experiment experiment) throws CommandFailure {
    Progress progress = this::say;
    try {
      return experiment.run(new ExperimentOptions(quick, only, out), progress);
    } catch (LabException
        | BrowserException
        | EndpointException
        | ProcessException
        | SimulationException e) {
      throw new CommandFailure("cannot measure: " + e.getMessage(), e);
    }
  }

  private Path write(Report report, Experiment experiment) throws CommandFailure {
    try {
      return report.write(out, experiment.name());
    } catch (IOException e) {
      throw new CommandFailure("cannot write into " + out + ": " + e.getMessage(), e);
    }
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
