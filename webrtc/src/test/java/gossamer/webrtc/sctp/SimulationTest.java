package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The association under loss, reordering, duplication, delay and stalls: every byte arrives in
 * order, or the association ends with an error; it never hangs, and its memory is bounded.
 *
 * <p>One seed: {@code mvn -pl webrtc -am test -Dtest=SimulationTest -Dgossamer.sctp.seed=SEED}.
 * More seeds: {@code -Dgossamer.sctp.seeds=100000}.
 */
class SimulationTest {
  private static final int SEEDS = 10_000;

  @Test
  void everyByteArrivesInOrderOrTheAssociationEnds() {
    Long one = Long.getLong("gossamer.sctp.seed");
    long[] seeds =
        one != null
            ? new long[] {one}
            : LongStream.range(0, Integer.getInteger("gossamer.sctp.seeds", SEEDS)).toArray();
    int delivered = 0;
    int broken = 0;
    for (long seed : seeds) {
      Scenario scenario = new Scenario(seed);
      try {
        scenario.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed "
                + seed
                + ": "
                + scenario
                + "; replay with mvn -pl webrtc -am test -Dtest=SimulationTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dgossamer.sctp.seed="
                + seed,
            e);
      }
      if (scenario.isBroken()) {
        broken++;
      } else {
        delivered++;
      }
    }
    assertEquals(seeds.length, delivered + broken);
    if (one == null) {
      assertTrue(delivered > seeds.length * 0.9, "most paths let everything through");
      assertTrue(broken > 0, "some paths die");
    }
  }

  @Test
  void aSeedGivesTheSameRunAgain() {
    Scenario first = new Scenario(42);
    Scenario second = new Scenario(42);
    first.run();
    second.run();
    assertEquals(first.summary(), second.summary());
  }
}
