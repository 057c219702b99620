package gossamer.evaluation.join;

import gossamer.evaluation.browser.Browser;
import gossamer.evaluation.browser.LaunchOptions;
import gossamer.evaluation.experiment.Experiment;
import gossamer.evaluation.experiment.ExperimentOptions;
import gossamer.evaluation.experiment.Measure;
import gossamer.evaluation.experiment.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What it costs to hide an offer from the peers that carry it: in a page two peers write to each
 * other letters of the size of an offer that the browser has just made. The time of every call of
 * WebCrypto that a letter causes at both ends is added up: signing and sealing, opening and
 * verifying. That is the time which an offer takes longer than one in the clear.
 */
public final class SealingExperiment implements Experiment {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final String SCRIPT =
      """
      async (url, count) => {
        let spent = 0;
        for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
          const whole = SubtleCrypto.prototype[name];
          if (name !== 'constructor' && typeof whole === 'function') {
            SubtleCrypto.prototype[name] = async function (...values) {
              const start = performance.now();
              try {
                return await whole.apply(this, values);
              } finally {
                spent += performance.now() - start;
              }
            };
          }
        }
        const connection = new RTCPeerConnection();
        connection.createDataChannel('control', {negotiated: true, id: 0});
        connection.createDataChannel('bulk', {negotiated: true, id: 1});
        const {sdp} = await connection.createOffer();
        connection.close();
        const options = {links: 0, storage: 'memory'};
        const [a, b] = await Promise.all([sdk.join(url, options), sdk.join(url, options)]);
        const bytes = new TextEncoder().encode(sdp);
        const taken = [];
        for (let i = -20; i < count; i++) {
          spent = 0;
          await a.send(b.id, bytes);
          if (i >= 0) {
            taken.push(spent);
          }
        }
        await Promise.all([a.leave(), b.leave()]);
        return {bytes: bytes.length, taken};
      }
      """;

  @Override
  public String name() {
    return "sealing";
  }

  @Override
  public String description() {
    return "time that signing, sealing, opening and verifying add to an offer, in browsers";
  }

  @Override
  public List<Measure> run(ExperimentOptions options, Progress progress) {
    int count = options.repetitions(2_000, 400);
    List<Measure> measures = new ArrayList<>();
    try (JoinLab lab = JoinLab.open()) {
      for (Browser.Kind kind : Browser.Kind.values()) {
        try (Browser browser = lab.launch(kind, LaunchOptions.DEFAULT);
            var page = browser.newPage(lab.origin() + "/")) {
          page.waitFor("window.sdk !== undefined", Duration.ofSeconds(30));
          JsonNode result = page.evaluate(PATIENCE, SCRIPT, lab.url(), count);
          double[] taken =
              result.path("taken").values().stream().mapToDouble(JsonNode::asDouble).toArray();
          Arrays.sort(taken);
          String name = kind.name().toLowerCase(Locale.ROOT);
          progress.say(
              browser.version() + ": offers of " + result.path("bytes").asInt() + " bytes");
          measures.add(Measure.ours("added to an offer, " + name + ", p50", "ms", at(taken, 0.50)));
          measures.add(Measure.ours("added to an offer, " + name + ", p99", "ms", at(taken, 0.99)));
        }
      }
    }
    return measures;
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
