package gossamer.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts are read, and what is wrong in them is named with its line. */
class ScenarioTest {
  @Test
  void aLineIsAStep() throws ScenarioException {
    Scenario scenario =
        Scenario.parse(
            "test",
            """
            # what it is about
            latency 5ms to 75ms
            latency measured
            join 50% over 1.5s   # half of them

            lookup 10 over 2s within 500ms as x
            churn median 84s shape 0.5 crash 25%
            """);
    assertEquals(
        List.of(
            new Step.Latency(Step.Latencies.DRAWN, 5, 75),
            new Step.Latency(Step.Latencies.MEASURED, 0, 0),
            new Step.Join(0.5, 1_500),
            new Step.Probe(Step.Ask.LOOKUP, 10, 2_000, 500, "x"),
            new Step.Churn(84_000, 0.5, 0.25)),
        scenario.steps());
  }

  @Test
  void whatComesAlongIsUnderstood() {
    for (String name : Scenarios.NAMES) {
      assertEquals(name, Scenarios.load(name).name());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          fly 30%                            | unknown step 'fly'
          run                                | time is missing
          run 10                             | time: a time expected, such as 200ms, 5s or 10m, found '10'
          run 101h                           | time: 101h is longer than 100h
          run 5s 6s                          | nothing expected, found '6s'
          kill 30                            | share of peers: per cent expected, such as 30%, found '30'
          kill 101%                          | share of peers: 101% is more than all
          kill x%                            | a number expected, found 'x%'
          loss 95%                           | loss: more than 90%
          masters 0                          | masters: 0 is not between 1 and 64
          masters -1                         | masters: a whole number expected, found '-1'
          latency 9ms to 5ms                 | the most latency is below the least
          links 8 wanted 3                   | 'desired' expected, found 'wanted'
          churn median 1ms shape 1 crash 50% | sessions shorter than 1s, or a shape below 0.2
          """)
  void theFirstLineThatIsWrongIsNamed(String line, String message) {
    ScenarioException e =
        assertThrows(ScenarioException.class, () -> Scenario.parse("x", "run 1s\n" + line));
    assertEquals("line 2: " + message, e.getMessage());
    assertEquals(2, e.line());
  }

  @Test
  void sharesOfNatsAddUp() {
    ScenarioException e =
        assertThrows(
            ScenarioException.class,
            () ->
                Scenario.parse(
                    "x", "nat open 20% cone 20% restricted 20% symmetric 20% blocked 10%"));
    assertEquals("line 1: the shares add up to 90%, not to 100%", e.getMessage());
  }

  @Test
  void anEmptyScriptIsNone() {
    assertThrows(ScenarioException.class, () -> Scenario.parse("x", "# nothing\n"));
  }
}
