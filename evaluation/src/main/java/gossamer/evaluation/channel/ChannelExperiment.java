package gossamer.evaluation.channel;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.endpoint.Endpoint;
import gossamer.evaluation.endpoint.EndpointException;
import gossamer.evaluation.endpoint.EndpointProcess;
import gossamer.evaluation.endpoint.Pair;
import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Goal;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import gossamer.evaluation.experiment.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Throughput and CPU time of data channels between two JVMs and between a JVM and browsers, both
 * ways, set-up, idle connections and senders on long paths: our stack next to libwebrtc. Figures
 * are those of processes that have transferred before: what a JVM needs to compile itself is not in
 * them.
 */
public final class ChannelExperiment implements Experiment {
  private static final int MESSAGE_BYTES = 16_384;
  private static final long WARM_UP_PART = 50_000_000;
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** What opening many connections leaves to be done, as compiling it, is not theirs. */
  private static final Duration SETTLE = Duration.ofSeconds(3);

  private final Optional<Stack> ours;
  private final Stack peer;

  public ChannelExperiment() {
    this(Optional.of(Stack.OWN), Stack.LIBWEBRTC);
  }

  ChannelExperiment(Optional<Stack> ours, Stack peer) {
    this.ours = ours;
    this.peer = peer;
  }

  @Override
  public String name() {
    return "channel";
  }

  @Override
  public String description() {
    return "throughput, CPU time, set-up, memory and long paths of data channels, next to libwebrtc";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    try (ChannelLab lab = ChannelLab.open()) {
      Map<Figure, Double> ourFigures =
          ours.map(stack -> new Run(lab, stack, options, progress).measure()).orElse(Map.of());
      Map<Figure, Double> peerFigures = new Run(lab, peer, options, progress).measure();
      List<Measure> measures = new ArrayList<>();
      peerFigures.forEach((figure, value) ->
          measures.add(
              new Measure(
                  figure.name(),
                  figure.unit(),
                  ourFigures.containsKey(figure)
                      ? OptionalDouble.of(ourFigures.get(figure))
                      : OptionalDouble.empty(),
                  OptionalDouble.of(value),
                  figure.goal())));
      if (ours.isPresent()) {
        measures.addAll(new GoodputExperiment().run(options, progress));
      }
      return measures;
    }
  }

  /** What is measured of every stack. */
  private record Figure(String name, String unit, Optional<Goal> goal) {}

  /** All figures of one stack. */
  private record Run(
      ChannelLab lab,
      Stack stack,
      ExperimentOptions options,
      Progress progress,
      Map<Figure, Double> figures) {
    Run(ChannelLab lab, Stack stack, ExperimentOptions options, Progress progress) {
      this(lab, stack, options, progress, new LinkedHashMap<>());
    }

    Map<Figure, Double> measure() {
      try (EndpointProcess near = stack.start(lab.near())) {
        try (EndpointProcess far = stack.start(lab.far())) {
          Pair pair = Pair.connect(near, far, "jvm");
          warmUp(pair);
          Pair.Transfer transfer = transfer("JVM to JVM", pair);
          cpu("JVM to JVM, both ends", transfer, true, true);
          pair.close();
          setUp(near, far);
          idle(near, far);
        }
        for (Browser.Kind kind : Browser.Kind.values()) {
          try (Browser browser = lab.launch(kind)) {
            browser(near, lab.page(browser), kind.name().toLowerCase(Locale.ROOT));
          }
        }
      }
      return figures;
    }

    /** Each process sends and receives until a JVM has compiled what it needs. */
    private void warmUp(Pair pair) {
      long end = System.nanoTime() + options.repetitions(12, 5) * 1_000_000_000L;
      while (System.nanoTime() < end) {
        pair.transfer(WARM_UP_PART, MESSAGE_BYTES);
        pair.reversed().transfer(WARM_UP_PART, MESSAGE_BYTES);
      }
    }

    private void browser(Endpoint jvm, Endpoint page, String name) {
      Pair pair = Pair.connect(jvm, page, name);
      long warm = options.repetitions(100, 45) * 1_000_000L;
      pair.transfer(warm, MESSAGE_BYTES);
      cpu("JVM to " + name + ", JVM", transfer("JVM to " + name, pair), true, false);
      Pair back = pair.reversed();
      back.transfer(warm, MESSAGE_BYTES);
      cpu(name + " to JVM, JVM", transfer(name + " to JVM", back), false, true);
      pair.close();
    }

    private Pair.Transfer transfer(String name, Pair pair) {
      long bytes = options.repetitions(200, 40) * 1_000_000L;
      Pair.Transfer transfer = pair.transfer(bytes, MESSAGE_BYTES);
      put(name, "MB/s", transfer.megabytesPerSecond(), Goal.ratioAtLeast(1));
      return transfer;
    }

    private void cpu(String name, Pair.Transfer transfer, boolean sender, boolean receiver) {
      double millis =
          (sender ? transfer.senderCpuMillis() : 0) + (receiver ? transfer.receiverCpuMillis() : 0);
      put(name, "CPU ms/MB", millis / (transfer.bytes() / 1e6), Goal.ratioAtMost(1.2));
    }

    /** From the first call to the open channel at both ends, with what the pipes take. */
    private void setUp(EndpointProcess near, EndpointProcess far) {
      for (int i = 0; i < options.repetitions(200, 60); i++) {
        Pair.connect(near, far, "warm" + i).close();
      }
      double[] millis = new double[options.repetitions(50, 20)];
      for (int i = 0; i < millis.length; i++) {
        long start = System.nanoTime();
        Pair pair = Pair.connect(near, far, "setup" + i);
        millis[i] = (System.nanoTime() - start) / 1e6;
        pair.close();
      }
      put("set-up, JVM to JVM", "ms", new Samples(millis).median(), Goal.ratioAtMost(1));
    }

    /** Memory of connections that are open and have nothing to do, beside others that are. */
    private void idle(EndpointProcess near, EndpointProcess far) {
      int count = options.repetitions(200, 60);
      List<Pair> pairs = new ArrayList<>();
      open(pairs, count / 2, near, far);
      JsonNode before = memory(near);
      open(pairs, count, near, far);
      JsonNode after = memory(near);
      double cpu = idleCpu(near);
      pairs.forEach(Pair::close);
      put(
          "heap of an idle connection",
          "KB",
          perConnection("heapBytes", before, after, count),
          Goal.oursAtMost(30));
      figures.put(
          new Figure("RSS of an idle connection", "KB", Optional.empty()),
          perConnection("rssBytes", before, after, count));
      put("CPU of " + pairs.size() + " idle connections", "cores", cpu, Goal.ratioAtMost(1));
    }

    private static void open(
        List<Pair> pairs, int more, EndpointProcess near, EndpointProcess far) {
      for (int i = 0; i < more; i++) {
        pairs.add(Pair.connect(far, near, "idle" + pairs.size()));
      }
    }

    private static double idleCpu(EndpointProcess near) {
      pause(SETTLE);
      double before = near.cpuMillis();
      long start = System.nanoTime();
      pause(IDLE);
      return (near.cpuMillis() - before) * 1e6 / (System.nanoTime() - start);
    }

    private static void pause(Duration time) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EndpointException("interrupted", e);
      }
    }

    private static double perConnection(String member, JsonNode before, JsonNode after, int count) {
      return (after.path(member).asDouble() - before.path(member).asDouble()) / 1e3 / count;
    }

    private static JsonNode memory(Endpoint endpoint) {
      return endpoint.call(
          JsonMapper.shared().createObjectNode().put("op", "measure").put("collect", true),
          Duration.ofSeconds(10));
    }

    private void put(String name, String unit, double value, Goal goal) {
      figures.put(new Figure(name, unit, Optional.of(goal)), value);
      progress.say(String.format(Locale.ROOT, "%s: %s: %.2f %s", stack.name(), name, value, unit));
    }
  }
}
