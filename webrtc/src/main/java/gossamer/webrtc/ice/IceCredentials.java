package gossamer.webrtc.ice;

import java.util.random.RandomGenerator;

/**
 * The name and password of one side (RFC 8445, section 5.3).
 *
 * @param fragment ufrag: 4 to 256 ice-chars
 * @param password pwd: 22 to 256 ice-chars
 */
public record IceCredentials(String fragment, String password) {
  /** Checks lengths and alphabet. */
  public IceCredentials {
    if (!IceText.isIceChars(fragment, 4, 256) || !IceText.isIceChars(password, 22, 256)) {
      throw new IllegalArgumentException("not ice-chars of the right length");
    }
  }

  /** Fresh ones of 8 and 24 characters: 48 and 144 bits. The generator must be unpredictable. */
  public static IceCredentials next(RandomGenerator random) {
    return new IceCredentials(text(random, 8), text(random, 24));
  }

  private static String text(RandomGenerator random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(IceText.ALPHABET.charAt(random.nextInt(64)));
    }
    return text.toString();
  }

  /** Without the password: it belongs into no log. */
  @Override
  public String toString() {
    return "IceCredentials[" + fragment + "]";
  }
}
