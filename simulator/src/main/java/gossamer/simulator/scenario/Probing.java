package gossamer.simulator.scenario;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.SeededRandom;
import gossamer.simulator.swarm.Lies;
import gossamer.simulator.swarm.Node;
import gossamer.simulator.swarm.Swarm;
import gossamer.simulator.swarm.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks random peers that have joined for random others, and counts what comes of it. What is asked
 * of a peer that dies, or about one that dies meanwhile, does not count.
 */
final class Probing implements Swarm.Witness {
  private static final int DRAWS = 20;

  private record Asked(Step.Ask ask, Node from, Node to, int at) {}

  private final Swarm swarm;
  private final SeededRandom random;
  private final Map<Integer, Asked> asked = new HashMap<>();
  private final Map<Integer, Integer> answeredAt = new HashMap<>();
  private final Set<Integer> failed = new HashSet<>();
  private final Map<Integer, Integer> hops = new HashMap<>();
  private final Set<Integer> received = new HashSet<>();
  private int tickets;

  Probing(Swarm swarm, SeededRandom random) {
    this.swarm = swarm;
    this.random = random;
  }

  /** Runs a probe and its patience. */
  List<Figure> run(Step.Probe probe) {
    int start = swarm.now();
    for (int i = 0; i < probe.count(); i++) {
      int at = start + (int) ((long) probe.over() * i / probe.count());
      swarm.at(at, () -> ask(probe.ask()));
    }
    swarm.run(probe.over() + probe.within());
    List<Figure> figures = figures(probe);
    asked.clear();
    answeredAt.clear();
    failed.clear();
    hops.clear();
    return figures;
  }

  private void ask(Step.Ask ask) {
    List<Node> peers = swarm.peers();
    if (peers.size() < 2) {
      return;
    }
    Node from = joined(peers);
    Node to = joined(peers);
    if (to == from) {
      return;
    }
    int ticket = ++tickets;
    asked.put(ticket, new Asked(ask, from, to, swarm.now()));
    byte[] bytes = {
      (byte) (ticket >>> 24), (byte) (ticket >>> 16), (byte) (ticket >>> 8), (byte) ticket
    };
    from.tell(
        switch (ask) {
          case LOOKUP -> new Command.Lookup(ticket, to.id());
          case ROUTE -> new Command.Route(ticket, to.id(), bytes);
          case MESSAGE -> new Command.SendMessage(ticket, to.id(), bytes);
        });
  }

  private static boolean honest(Node node) {
    return node.lies() == Lies.NONE && !node.peer().neighbours().isEmpty();
  }

  /** A random peer that has joined and does no wrong: as far as that can be drawn. */
  private Node joined(List<Node> peers) {
    Node node = peers.get(random.below(peers.size()));
    for (int i = 0; i < DRAWS && !honest(node); i++) {
      node = peers.get(random.below(peers.size()));
    }
    return node;
  }

  private static int ticket(byte[] bytes) {
    return bytes[0] << 24 | (bytes[1] & 255) << 16 | (bytes[2] & 255) << 8 | bytes[3] & 255;
  }

  @Override
  public void told(Node node, Event event) {
    switch (event) {
      case Event.Found e -> answered(e.ticket());
      case Event.Done e -> done(e.ticket());
      case Event.Failed e -> failed.add(e.ticket());
      case Event.MessageReceived e -> {
        if (!received.add(ticket(e.bytes()))) {
          throw new Violation("a message arrived twice at " + swarm.now() + " ms");
        }
      }
      case Event.Delivered e -> {
        Asked a = asked.get(ticket(e.bytes()));
        if (a != null && a.to == node) {
          hops.put(ticket(e.bytes()), swarm.invariants().lastHops());
        }
      }
      default -> {}
    }
  }

  private void answered(int ticket) {
    answeredAt.putIfAbsent(ticket, swarm.now());
  }

  private void done(int ticket) {
    Asked a = asked.get(ticket);
    if (a != null && a.ask == Step.Ask.MESSAGE && !received.contains(ticket)) {
      throw new Violation(
          "a message was acknowledged that never arrived at " + swarm.now() + " ms");
    }
    answered(ticket);
  }

  private boolean succeeded(int ticket, Asked a, int within) {
    Integer at = answeredAt.get(ticket);
    boolean inTime = at != null && at - a.at <= within;
    return a.ask == Step.Ask.ROUTE ? inTime && hops.containsKey(ticket) : inTime;
  }

  private List<Figure> figures(Step.Probe probe) {
    int counted = 0;
    int good = 0;
    List<Integer> times = new ArrayList<>();
    for (Map.Entry<Integer, Asked> entry : asked.entrySet()) {
      Asked a = entry.getValue();
      if (!a.from.alive() || !a.to.alive()) {
        continue;
      }
      counted++;
      if (succeeded(entry.getKey(), a, probe.within())) {
        good++;
        times.add(answeredAt.getOrDefault(entry.getKey(), 0) - a.at);
      }
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(probe.name() + " success", "%", counted == 0 ? 0 : 100.0 * good / counted));
    figures.add(new Figure(probe.name() + " counted", "1", counted));
    add(figures, probe.name() + " time", "ms", times);
    if (probe.ask() == Step.Ask.ROUTE) {
      add(figures, probe.name() + " hops", "1", new ArrayList<>(hops.values()));
    }
    return figures;
  }

  private static void add(List<Figure> figures, String name, String unit, List<Integer> values) {
    if (values.isEmpty()) {
      return;
    }
    int[] sorted = values.stream().mapToInt(Integer::intValue).sorted().toArray();
    figures.add(new Figure(name + " mean", unit, Arrays.stream(sorted).average().orElse(0)));
    figures.add(new Figure(name + " p99", unit, sorted[(int) Math.ceil(0.99 * sorted.length) - 1]));
  }
}
