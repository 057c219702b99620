package gossamer.webrtc.ice;

import gossamer.fuzzing.Fuzzing;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No USERNAME makes the reading of names or tokens throw, and no token is admitted by chance. */
class UsernameFuzzTest {
  private static final AdmissionTokens TOKENS = new AdmissionTokens(new byte[32]);

  @Test
  void survives() throws Exception {
    Fuzzing.check(UsernameFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Optional<CheckUsername> name = CheckUsername.parse(text);
    name.ifPresent(known -> {
      if (!text.equals(known.local() + ":" + known.remote())) {
        throw new IllegalStateException("read differently: " + text);
      }
    });
    String fragment = name.map(CheckUsername::local).orElse(text);
    if (TOKENS.verify(fragment, 0) != AdmissionTokens.Verdict.FORGED) {
      throw new IllegalStateException("admitted: " + text);
    }
  }
}
