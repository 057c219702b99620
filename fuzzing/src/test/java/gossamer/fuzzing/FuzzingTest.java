package gossamer.fuzzing;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FuzzingTest {
  @Test
  void anOverrunBehindTwoMagicBytesIsFound() throws Exception {
    Fuzzing.Result result = Fuzzing.fixedRun(PlantedOverrun.class);
    assertTrue(result.found(), result.log());
    assertTrue(result.log().contains("ArrayIndexOutOfBoundsException"), result.log());
  }

  @Test
  void aSoundTargetIsPassed() throws Exception {
    Fuzzing.Result result = Fuzzing.fixedRun(Sound.class);
    assertFalse(result.found(), result.log());
    assertTrue(result.log().contains("Done "), result.log());
  }

  /** Looks at the input and finds nothing wrong with it. */
  public static final class Sound {
    private Sound() {}

    public static void fuzzerTestOneInput(byte[] input) {
      assert input.length <= 2048;
    }
  }
}
