package gossamer.webrtc.ice;

import gossamer.fuzzing.Fuzzing;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** No line makes the reading of a candidate throw anything but its own exception. */
class CandidateFuzzTest {
  @Test
  void survives() throws Exception {
    Fuzzing.check(CandidateFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    Candidate candidate;
    try {
      candidate = Candidate.parse(new String(input, StandardCharsets.UTF_8));
    } catch (CandidateException expected) {
      return;
    }
    try {
      if (!Candidate.parse(candidate.text()).equals(candidate)) {
        throw new IllegalStateException("read differently again: " + candidate);
      }
    } catch (CandidateException e) {
      throw new IllegalStateException("not read again: " + candidate, e);
    }
  }
}
