package gossamer.webrtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.webrtc.ice.AdmissionTokens.Verdict;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AdmissionTokensTest {
  private final RandomGenerator random = new SplittableRandom(1);
  private final AdmissionTokens tokens =
      new AdmissionTokens(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

  @Test
  void aTokenAdmitsUntilItsLastSecondWithAnySuffix() {
    String token = tokens.issue(4_000_000_000L, random);
    assertEquals(AdmissionTokens.LENGTH, token.length());
    assertTrue(IceText.isIceChars(token, 40, 40));
    assertEquals(Verdict.ADMITTED, tokens.verify(token, 0));
    assertEquals(Verdict.ADMITTED, tokens.verify(token + "suffix", 4_000_000_000L));
    assertEquals(Verdict.ADMITTED, tokens.verify(token + "x".repeat(216), 1));
    assertEquals(Verdict.EXPIRED, tokens.verify(token, 4_000_000_001L));
    assertEquals(3, tokens.count(Verdict.ADMITTED));
    assertEquals(1, tokens.count(Verdict.EXPIRED));
    assertNotEquals(token, tokens.issue(4_000_000_000L, random));
  }

  @Test
  void anyChangedCharacterIsForgery() {
    String token = tokens.issue(100, random);
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);
      assertEquals(Verdict.FORGED, tokens.verify(changed, 0), "character " + i);
    }
    assertEquals(token.length(), tokens.count(Verdict.FORGED));
  }

  @Test
  void whatIsNoTokenIsForgery() {
    String token = tokens.issue(100, random);
    assertEquals(Verdict.FORGED, tokens.verify("", 0));
    assertEquals(Verdict.FORGED, tokens.verify(token.substring(1), 0));
    assertEquals(Verdict.FORGED, tokens.verify(token + "=", 0));
    assertEquals(Verdict.FORGED, tokens.verify(token + "x".repeat(217), 0));
    assertEquals(Verdict.FORGED, new AdmissionTokens(new byte[16]).verify(token, 0), "another key");
    assertThrows(IllegalArgumentException.class, () -> new AdmissionTokens(new byte[15]));
    assertThrows(IllegalArgumentException.class, () -> tokens.issue(1L << 32, random));
  }
}
