package gossamer.simulator.scenario;

import gossamer.peer.Peer;
import gossamer.simulator.swarm.Nat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A script of what befalls a swarm: one step to a line, carried out in their order; {@code #}
 * begins a comment. {@link Step} lists what there is.
 *
 * @param name what reports call it
 */
public record Scenario(String name, List<Step> steps) {
  /** Lines of a script at most. */
  private static final int LINES = 1_000;

  /** Keeps a copy of the steps. */
  public Scenario {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a script.
   *
   * @throws ScenarioException for the first line that cannot be understood
   */
  public static Scenario parse(String name, String text) throws ScenarioException {
    List<Step> steps = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (i == LINES) {
        throw new ScenarioException(i + 1, "more than " + LINES + " lines");
      }
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        Words words = new Words(i + 1, Arrays.asList(line.split("\\s+")));
        steps.add(step(words));
        words.end();
      }
    }
    if (steps.isEmpty()) {
      throw new ScenarioException(1, "no steps");
    }
    return new Scenario(name, steps);
  }

  private static Step step(Words words) throws ScenarioException {
    String verb = words.word("a step");
    return switch (verb) {
      case "overlay" -> overlay(words);
      case "latency" -> latency(words);
      case "jitter" -> new Step.Jitter(words.time("jitter"));
      case "loss" -> loss(words);
      case "nat" -> nats(words);
      case "masters" -> new Step.Masters(words.whole("masters", 1, 64));
      case "links" -> links(words);
      case "pace" -> new Step.Pace(words.whole("pace", 1, Peer.SLOWEST));
      case "join" -> join(words);
      case "fill" -> new Step.Fill(words.share("share of peers"), words.nextIs("full"));
      case "run" -> new Step.Run(words.time("time"));
      case "measure" -> measure(words);
      case "lookup", "route", "message" -> probe(verb, words);
      case "kill" ->
          words.nextIs("masters")
              ? new Step.KillMasters()
              : new Step.Kill(words.share("share of peers"));
      case "leave" -> new Step.Leave(words.share("share of peers"));
      case "mute" -> new Step.Mute(words.share("share of peers"));
      case "churn" -> churn(words);
      case "part" -> new Step.Part(words.share("share of peers"));
      case "heal" -> new Step.Heal();
      case "bridge" -> new Step.Bridge(words.whole("bridges", 1, 1_000));
      case "doors" -> doors(words);
      case "liars" -> new Step.Liars(words.share("share of peers"));
      case "recover" -> recover(words);
      default -> throw words.wrong("unknown step '" + verb + "'");
    };
  }

  private static Step overlay(Words words) throws ScenarioException {
    String name = words.word("an overlay");
    return switch (name) {
      case "kademlia" -> new Step.Overlay(false);
      case "chord" -> new Step.Overlay(true);
      default -> throw words.wrong("an overlay is kademlia or chord, not '" + name + "'");
    };
  }

  private static Step latency(Words words) throws ScenarioException {
    if (words.nextIs("cities")) {
      return new Step.Latency(Step.Latencies.CITIES, 0, 0);
    }
    if (words.nextIs("measured")) {
      return new Step.Latency(Step.Latencies.MEASURED, 0, 0);
    }
    int from = words.time("least latency");
    words.expect("to");
    int to = words.time("most latency");
    if (to < from) {
      throw words.wrong("the most latency is below the least");
    }
    return new Step.Latency(Step.Latencies.DRAWN, from, to);
  }

  private static Step loss(Words words) throws ScenarioException {
    double share = words.share("loss");
    if (share > 0.9) {
      throw words.wrong("loss: more than 90%");
    }
    return new Step.Loss(share);
  }

  private static Step nats(Words words) throws ScenarioException {
    List<Integer> percent = new ArrayList<>();
    int sum = 0;
    for (Nat nat : Nat.values()) {
      words.expect(nat.name().toLowerCase(Locale.ROOT));
      int share = (int) Math.round(100 * words.share("share of peers"));
      percent.add(share);
      sum += share;
    }
    if (sum != 100) {
      throw words.wrong("the shares add up to " + sum + "%, not to 100%");
    }
    return new Step.Nats(percent);
  }

  private static Step links(Words words) throws ScenarioException {
    int most = words.whole("links", 4, 4_096);
    words.expect("desired");
    return new Step.Links(most, words.whole("desired links", 1, most));
  }

  private static Step join(Words words) throws ScenarioException {
    double share = words.share("share of peers");
    words.expect("over");
    return new Step.Join(share, words.time("time"));
  }

  private static Step measure(Words words) throws ScenarioException {
    int millis = words.time("time");
    words.expect("as");
    return new Step.Traffic(millis, words.word("a name"));
  }

  private static Step probe(String verb, Words words) throws ScenarioException {
    int count = words.whole("count", 1, 1_000_000);
    words.expect("over");
    int over = words.time("time");
    words.expect("within");
    int within = words.time("time");
    words.expect("as");
    Step.Ask ask = Step.Ask.valueOf(verb.toUpperCase(Locale.ROOT));
    return new Step.Probe(ask, count, over, within, words.word("a name"));
  }

  private static Step churn(Words words) throws ScenarioException {
    if (words.nextIs("off")) {
      return new Step.Churn(0, 1, 0);
    }
    words.expect("median");
    int median = words.time("median session");
    words.expect("shape");
    double shape = words.number("shape");
    words.expect("crash");
    if (median < 1_000 || shape < 0.2) {
      throw words.wrong("sessions shorter than 1s, or a shape below 0.2");
    }
    return new Step.Churn(median, shape, words.share("share of crashes"));
  }

  private static Step doors(Words words) throws ScenarioException {
    if (words.nextIs("peers")) {
      return new Step.Doors(true);
    }
    words.expect("masters");
    return new Step.Doors(false);
  }

  private static Step recover(Words words) throws ScenarioException {
    words.expect("within");
    int within = words.time("time");
    words.expect("as");
    return new Step.Recover(within, words.word("a name"));
  }
}
