package gossamer.evaluation.overlay;

import com.sun.management.OperatingSystemMXBean;
import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.process.ProcessException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/**
 * The overlay under simulation: hops, lookups at rest, after disasters and under churn, traffic,
 * partitions and the death of all masters. Each simulation is a process of its own; two run at
 * once, as far as memory goes.
 */
public final class OverlayExperiment implements Experiment {
  /** Memory that is left to everything else: megabytes. */
  private static final int SPARED = 2_500;

  private static final int AT_ONCE = 2;

  @Override
  public String name() {
    return "overlay";
  }

  @Override
  public String description() {
    return "hops, lookups and traffic of simulated peers: at rest, churning, parted, without masters";
  }

  /** What is simulated, in the order in which it starts: long ones first. */
  static List<Part> plan(boolean quick) {
    return quick ? quickPlan() : fullPlan();
  }

  private static List<Part> fullPlan() {
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of("hops", 1_000_000, false));
    parts.add(Part.of("filled-disaster", 20_000, false));
    parts.add(Part.of("filled-churn", 10_000, false));
    parts.add(Part.of("hops", 1_000_000, true));
    parts.add(Part.of("grown", 10_000, false));
    parts.add(Part.of("filled-rest", 100_000, false));
    parts.add(Part.of("filled-instant", 100_000, false));
    for (boolean chord : new boolean[] {false, true}) {
      parts.add(Part.of("hops", 100_000, chord));
      parts.add(Part.of("hops", 10_000, chord));
      parts.add(Part.of("hops", 1_000, chord));
      parts.add(Part.of("grown", 1_000, chord));
      parts.add(Part.of("rush", 1_000, chord));
    }
    parts.add(Part.of("churn", 1_000, false));
    for (String scenario : List.of("rest", "partition", "masterless")) {
      parts.add(Part.of(scenario, 300, false));
    }
    return parts;
  }

  private static List<Part> quickPlan() {
    List<Part> parts = new ArrayList<>();
    for (boolean chord : new boolean[] {false, true}) {
      parts.add(Part.of("hops", 100_000, chord));
      parts.add(Part.of("hops", 1_000, chord));
      parts.add(Part.of("grown", 200, chord));
    }
    parts.add(Part.of("filled-disaster", 1_000, false));
    parts.add(Part.of("filled-churn", 500, false));
    for (String scenario : List.of("rest", "churn", "partition", "masterless")) {
      parts.add(Part.of(scenario, 60, false));
    }
    return parts;
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    var results = new LinkedHashMap<Part, JsonNode>();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      start(options, progress, pool).forEach((part, future) -> results.put(part, await(future)));
    }
    var figures = new OverlayFigures();
    results.forEach(figures::add);
    plot(figures, options.out());
    return figures.measures();
  }

  private static Map<Part, Future<JsonNode>> start(
      ExperimentOptions options, Progress progress, ExecutorService pool) {
    var futures = new LinkedHashMap<Part, Future<JsonNode>>();
    int megabytes = megabytes();
    var memory = new Semaphore(megabytes, true);
    for (Part part : plan(options.quick())) {
      if (part.heap() > megabytes) {
        progress.say(part.label() + ": left out, it takes " + part.heap() + " MB of heap");
      } else {
        futures.put(part, pool.submit(() -> run(part, options.out(), progress, memory)));
      }
    }
    return futures;
  }

  private static JsonNode run(Part part, Path out, Progress progress, Semaphore memory)
      throws InterruptedException {
    memory.acquire(part.heap());
    try {
      JsonNode result = part.run(out);
      progress.say(String.format("%s: %.0f s", part.label(), result.path("seconds").asDouble()));
      return result;
    } finally {
      memory.release(part.heap());
    }
  }

  private static int megabytes() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return (int) (system.getTotalMemorySize() >> 20) - SPARED;
  }

  private static JsonNode await(Future<JsonNode> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new ProcessException("a simulation failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessException("interrupted while simulations ran", e);
    }
  }

  private static void plot(OverlayFigures figures, Path out) {
    try {
      Files.createDirectories(out);
      Files.writeString(
          out.resolve("overlay-hops.svg"), figures.kademlia().plot("Kademlia").toString());
      Files.writeString(
          out.resolve("overlay-hops-chord.svg"), figures.chord().plot("Chord").toString());
    } catch (IOException e) {
      throw new ProcessException("cannot write into " + out, e);
    }
  }
}
