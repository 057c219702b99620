package gossamer.stun;

import java.util.OptionalInt;

/** The security features that a nonce announces (RFC 8489, sections 9.2 and 18.1). */
public final class NonceCookie {
  /** The server understands PASSWORD-ALGORITHMS. */
  public static final int PASSWORD_ALGORITHMS = 1 << 23;

  /** The server understands USERHASH. */
  public static final int USERNAME_ANONYMITY = 1 << 22;

  private static final String PREFIX = "obMatJos2";
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private NonceCookie() {}

  /** A nonce that announces features, 24 bits, in front of its own text. */
  public static String announce(int features, String nonce) {
    return PREFIX
        + DIGITS.charAt(features >> 18 & 63)
        + DIGITS.charAt(features >> 12 & 63)
        + DIGITS.charAt(features >> 6 & 63)
        + DIGITS.charAt(features & 63)
        + nonce;
  }

  /** The features of a nonce; empty when it has no cookie. */
  public static OptionalInt features(String nonce) {
    if (!nonce.startsWith(PREFIX) || nonce.length() < PREFIX.length() + 4) {
      return OptionalInt.empty();
    }
    int features = 0;
    for (int i = PREFIX.length(); i < PREFIX.length() + 4; i++) {
      int digit = DIGITS.indexOf(nonce.charAt(i));
      if (digit < 0) {
        return OptionalInt.empty();
      }
      features = features << 6 | digit;
    }
    return OptionalInt.of(features);
  }
}
