package gossamer.turn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that whoever holds a secret gives out and any server with the same secret takes,
 * without a list of users: the name is the time it ends, a colon and an id; the password is the
 * name's HMAC-SHA1 in Base64. This is how coturn's REST interface has it
 * (draft-uberti-behave-turn-rest-00, section 2.2), so browsers and existing services fit. For one
 * thread.
 */
public final class TimeLimited implements Credentials {
  /** Bytes of a secret, at least. */
  public static final int SECRET = 16;

  private static final int DIGITS = 12;

  private final Mac mac;

  /**
   * With a secret.
   *
   * @param secret at least {@link #SECRET} bytes nobody else knows
   */
  public TimeLimited(byte[] secret) {
    if (secret.length < SECRET) {
      throw new IllegalArgumentException("a secret of " + secret.length + " bytes");
    }
    try {
      mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  /** A name and its password. */
  public record Issued(String username, String password) {
    /** Without the password, which must not come into logs. */
    @Override
    public String toString() {
      return "Issued[" + username + "]";
    }
  }

  /**
   * Gives out credentials.
   *
   * @param id whom they are for: quotas are counted by name
   * @param until when they end, in seconds since 1970
   */
  public Issued issue(String id, long until) {
    String username = until + ":" + id;
    return new Issued(username, passwordOf(username));
  }

  @Override
  public @Nullable String password(String username, long epochSeconds, boolean isLive) {
    long until = until(username);
    return until >= 0 && (isLive || until > epochSeconds) ? passwordOf(username) : null;
  }

  private static long until(String username) {
    int colon = username.indexOf(':');
    int end = colon < 0 ? username.length() : colon;
    if (end == 0 || end > DIGITS) {
      return -1;
    }
    long until = 0;
    for (int i = 0; i < end; i++) {
      int digit = username.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      until = 10 * until + digit;
    }
    return until;
  }

  private String passwordOf(String username) {
    byte[] digest = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }
}
