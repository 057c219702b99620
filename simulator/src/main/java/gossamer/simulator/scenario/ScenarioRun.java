package gossamer.simulator.scenario;

import gossamer.peer.id.SeededRandom;
import gossamer.peer.overlay.Chord;
import gossamer.peer.overlay.Kademlia;
import gossamer.peer.wire.PeerRecord;
import gossamer.simulator.swarm.Internet;
import gossamer.simulator.swarm.Lies;
import gossamer.simulator.swarm.Node;
import gossamer.simulator.swarm.Swarm;
import gossamer.simulator.swarm.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out a scenario. */
public final class ScenarioRun {
  /** Samples are taken this often: milliseconds. */
  private static final int SAMPLE = 1_000;

  /** Peers whose tables are looked at for one sample. */
  private static final int LOOKED_AT = 32;

  private static final int SAMPLES = 100_000;

  private final Scenario scenario;
  private final int count;
  private final long seed;
  private final Internet internet;
  private final Swarm swarm;
  private final SeededRandom random;
  private final Probing probing;
  private final Consumer<String> progress;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private @Nullable Churn churn;
  private long peerMillis;
  private long sampledBytes;

  /** A scenario with so many peers. {@code progress} hears what is going on. */
  public ScenarioRun(Scenario scenario, int count, long seed, Consumer<String> progress) {
    this.scenario = scenario;
    this.count = count;
    this.seed = seed;
    this.progress = progress;
    internet = new Internet(seed);
    swarm = new Swarm(seed, internet);
    random = new SeededRandom(seed + 2);
    probing = new Probing(swarm, random);
    swarm.witness(probing);
  }

  /**
   * Runs all steps.
   *
   * @throws gossamer.simulator.swarm.Violation when something does not hold that must
   */
  public ScenarioResult run() {
    long before = heap();
    swarm.at(SAMPLE, this::sample);
    for (Step step : scenario.steps()) {
      progress.accept(swarm.now() / 1_000 + " s, " + swarm.peers().size() + " peers: " + step);
      carryOut(step);
    }
    for (Node node : swarm.peers()) {
      swarm.invariants().tables(node);
    }
    double heap = (double) (heap() - before) / Math.max(1, swarm.peers().size());
    return new ScenarioResult(
        scenario.name(),
        count,
        seed,
        peerMillis / 3.6e6,
        swarm.traffic().frames(),
        swarm.invariants().checked(),
        heap,
        swarm.trace(),
        swarm.description(),
        figures,
        samples);
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void carryOut(Step step) {
    switch (step) {
      case Step.Overlay s -> swarm.overlay(s.chord() ? new Chord() : new Kademlia());
      case Step.Latency s when s.source() == Step.Latencies.DRAWN ->
          internet.uniform(s.from(), s.to());
      case Step.Latency s -> internet.cities(s.source() == Step.Latencies.MEASURED);
      case Step.Jitter s -> internet.jitter(s.millis());
      case Step.Loss s -> internet.loss(s.share());
      case Step.Nats s -> internet.nats(s.percent().stream().mapToInt(i -> i).toArray());
      case Step.Masters s -> masters(s.count());
      case Step.Links s -> swarm.links(s.most(), s.desired());
      case Step.Pace s -> swarm.pace(s.times());
      case Step.Join s -> join(s);
      case Step.Fill s -> swarm.fill((int) Math.round(s.share() * count), s.full());
      case Step.Run s -> swarm.run(s.millis());
      case Step.Traffic s -> traffic(s);
      case Step.Probe s -> figures.addAll(probing.run(s));
      case Step.Kill s -> some(s.share()).forEach(swarm::kill);
      case Step.KillMasters s -> swarm.masters().forEach(swarm::kill);
      case Step.Leave s -> some(s.share()).forEach(swarm::leave);
      case Step.Mute s -> some(s.share()).forEach(swarm::mute);
      case Step.Churn s -> churn(s);
      case Step.Part s -> part(s);
      case Step.Heal s -> swarm.part(false);
      case Step.Bridge s -> bridge(s);
      case Step.Doors s -> swarm.doors(s.peers());
      case Step.Liars s -> liars(s);
      case Step.Recover s -> recover(s);
    }
  }

  private void masters(int more) {
    for (int i = 0; i < more; i++) {
      swarm.addMaster();
      swarm.run(100);
    }
    swarm.run(2_000);
  }

  private void join(Step.Join step) {
    int more = (int) Math.round(step.share() * count);
    int start = swarm.now();
    for (int i = 0; i < more; i++) {
      swarm.at(start + (int) ((long) step.over() * i / more), swarm::addPeer);
    }
    swarm.run(step.over());
  }

  /** Random peers, each at most once. */
  private List<Node> some(double share) {
    List<Node> all = new ArrayList<>(swarm.peers());
    int wanted = (int) Math.round(share * all.size());
    for (int i = 0; i < wanted; i++) {
      int other = i + random.below(all.size() - i);
      Node chosen = all.get(other);
      all.set(other, all.get(i));
      all.set(i, chosen);
    }
    return all.subList(0, wanted);
  }

  private void churn(Step.Churn step) {
    if (churn != null) {
      churn.end();
      figures.add(new Figure("departures", "1", churn.departures()));
    }
    churn = step.median() == 0 ? null : new Churn(swarm, random, step);
  }

  private void part(Step.Part step) {
    swarm.peers().forEach(node -> swarm.group(node, 0));
    some(step.share()).forEach(node -> swarm.group(node, 1));
    for (int i = 0; i < swarm.masters().size(); i++) {
      swarm.group(swarm.masters().get(i), i & 1);
    }
    swarm.part(true);
  }

  private void bridge(Step.Bridge step) {
    List<Node> all = some(1);
    int made = 0;
    for (int i = 1; i < all.size() && made < step.count(); i++) {
      made += swarm.bridge(all.get(i - 1), all.get(i)) ? 1 : 0;
    }
  }

  private void liars(Step.Liars step) {
    Lies[] kinds = Lies.values();
    List<Node> chosen = some(step.share());
    for (int i = 0; i < chosen.size(); i++) {
      swarm.lie(chosen.get(i), kinds[1 + i % (kinds.length - 1)]);
    }
  }

  private void traffic(Step.Traffic step) {
    Traffic traffic = swarm.traffic();
    long[] before = new long[Traffic.Use.values().length];
    for (Traffic.Use use : Traffic.Use.values()) {
      before[use.ordinal()] = traffic.bytes(use);
    }
    long frames = traffic.frames();
    long detours = traffic.detours();
    long setUpBytes = traffic.setUpBytes();
    long setUps = traffic.setUps();
    double millis = peerMillis;
    swarm.run(step.millis());
    double seconds = Math.max(1e-3, (peerMillis - millis) / 1_000);
    double all = 0;
    double links = 0;
    for (Traffic.Use use : Traffic.Use.values()) {
      double rate = (traffic.bytes(use) - before[use.ordinal()]) / seconds;
      all += rate;
      links += use.setsUpLinks() ? rate : 0;
      figures.add(
          new Figure(
              step.name() + " " + use.name().toLowerCase(java.util.Locale.ROOT), "B/s", rate));
    }
    double lost = (traffic.detours() - detours) / seconds;
    figures.add(new Figure(step.name() + " of these in detours", "B/s", lost));
    figures.add(new Figure(step.name() + " without link set-up", "B/s", all - links));
    figures.add(new Figure(step.name() + " without transports", "B/s", all));
    double transports = (traffic.setUpBytes() - setUpBytes) / seconds;
    figures.add(new Figure(step.name() + " with link set-up", "B/s", all + transports));
    figures.add(new Figure(step.name() + " frames", "1/s", (traffic.frames() - frames) / seconds));
    figures.add(
        new Figure(step.name() + " set-ups", "1/min", 60 * (traffic.setUps() - setUps) / seconds));
  }

  private void recover(Step.Recover step) {
    int start = swarm.now();
    while (!Connectivity.whole(swarm) && swarm.now() - start < step.within()) {
      swarm.run(250);
    }
    boolean whole = Connectivity.whole(swarm);
    figures.add(new Figure(step.name() + " whole", "1", whole ? 1 : 0));
    figures.add(new Figure(step.name() + " after", "s", (swarm.now() - start) / 1e3));
  }

  private void sample() {
    List<Node> peers = swarm.peers();
    peerMillis += (long) peers.size() * SAMPLE;
    double links = 0;
    int looks = Math.min(LOOKED_AT, peers.size());
    for (int i = 0; i < looks; i++) {
      Node node = peers.get((swarm.now() / SAMPLE * LOOKED_AT + i) % peers.size());
      swarm.invariants().tables(node);
      for (PeerRecord neighbour : node.peer().neighbours()) {
        links += neighbour.addresses().isEmpty() ? 1 : 0;
      }
    }
    long bytes = swarm.traffic().bytes();
    if (samples.size() < SAMPLES) {
      samples.add(
          new Sample(
              swarm.now() / 1_000,
              peers.size(),
              links / Math.max(1, looks),
              (double) (bytes - sampledBytes) / Math.max(1, peers.size())));
    }
    sampledBytes = bytes;
    swarm.at(swarm.now() + SAMPLE, this::sample);
  }
}
