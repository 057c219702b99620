package gossamer.webrtc.turn;

import java.nio.charset.StandardCharsets;

/**
 * Who a client is to a TURN server (RFC 8489, section 9.2). Both are taken as given: whoever lets
 * people type them prepares them first (RFC 8265, OpaqueString).
 *
 * @param username 1 to 508 bytes of UTF-8 (RFC 8489, section 14.3)
 * @param password 1 to 508 bytes of UTF-8
 */
public record TurnCredentials(String username, String password) {
  private static final int MOST = 508;

  /** Checks the lengths. */
  public TurnCredentials {
    if (!fits(username) || !fits(password)) {
      throw new IllegalArgumentException("a name or password that is empty or too long");
    }
  }

  /** Whether a text may be a name or a password. */
  public static boolean fits(String text) {
    return !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= MOST;
  }

  /** Without the password, which must not come into logs. */
  @Override
  public String toString() {
    return "TurnCredentials[" + username + "]";
  }
}
