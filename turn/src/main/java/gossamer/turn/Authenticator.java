package gossamer.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.IntegrityKey;
import gossamer.stun.PasswordAlgorithm;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The long-term credential mechanism of a server (RFC 8489, section 9.2.4). */
final class Authenticator {
  /** The best first. */
  private static final List<PasswordAlgorithm> OFFERED =
      List.of(PasswordAlgorithm.SHA_256, PasswordAlgorithm.MD5);

  /** Bytes of PASSWORD-ALGORITHMS as it is offered, for a byte-wise comparison. */
  private static final int OFFERED_BYTES = 8;

  private final String realm;
  private final Credentials credentials;
  private final Nonces nonces;
  private long epochMicros;

  Authenticator(String realm, Credentials credentials, byte[] nonceKey) {
    this.realm = realm;
    this.credentials = credentials;
    this.nonces = new Nonces(nonceKey);
  }

  /** What added to the time of the calls gives the time since 1970. */
  void epoch(long micros) {
    epochMicros = micros;
  }

  /** What a request proved. */
  sealed interface Proof {
    /**
     * Who sent it.
     *
     * @param sha256 whether it carries, and the answer is to carry, the better integrity
     */
    record Proved(String user, IntegrityKey key, boolean sha256) implements Proof {}

    /** Nothing; the code of the answer. */
    record Denied(int code, TurnRefusal why) implements Proof {}
  }

  private static final Proof.Denied BAD =
      new Proof.Denied(ErrorCode.BAD_REQUEST, TurnRefusal.BAD_REQUEST);
  private static final Proof.Denied FIRST =
      new Proof.Denied(ErrorCode.UNAUTHENTICATED, TurnRefusal.UNAUTHENTICATED);
  private static final Proof.Denied WRONG =
      new Proof.Denied(ErrorCode.UNAUTHENTICATED, TurnRefusal.WRONG_PASSWORD);
  private static final Proof.Denied STALE =
      new Proof.Denied(ErrorCode.STALE_NONCE, TurnRefusal.STALE_NONCE);

  /**
   * Checks a request.
   *
   * @param liveUser the user of the allocation that it is about, or null
   */
  Proof check(StunMessage request, FiveTuple from, @Nullable String liveUser, long now)
      throws StunException {
    boolean sha256 = request.has(AttributeType.MESSAGE_INTEGRITY_SHA256);
    if (!sha256 && !request.has(AttributeType.MESSAGE_INTEGRITY)) {
      return FIRST;
    }
    String user = request.text(AttributeType.USERNAME).orElse(null);
    String nonce = request.text(AttributeType.NONCE).orElse(null);
    String asked = request.text(AttributeType.REALM).orElse(null);
    if (user == null || nonce == null || asked == null) {
      return BAD;
    }
    PasswordAlgorithm algorithm = algorithm(request);
    if (algorithm == null) {
      return BAD;
    }
    if (!nonces.holds(nonce, from, now / TurnServer.SECOND)) {
      return STALE;
    }
    long epochSeconds = (epochMicros + now) / TurnServer.SECOND;
    String password = credentials.password(user, epochSeconds, user.equals(liveUser));
    if (password == null || !asked.equals(realm)) {
      return WRONG;
    }
    IntegrityKey key =
        algorithm == PasswordAlgorithm.SHA_256
            ? IntegrityKey.longTermSha256(user, realm, password)
            : IntegrityKey.longTermMd5(user, realm, password);
    boolean holds = sha256 ? request.integritySha256Holds(key) : request.integrityHolds(key);
    return holds ? new Proof.Proved(user, key, sha256) : WRONG;
  }

  /**
   * The chosen algorithm; null when the choice is not one of ours or the list was changed on the
   * way, and MD5 for clients that know of neither.
   */
  private static @Nullable PasswordAlgorithm algorithm(StunMessage request) throws StunException {
    ByteBuffer list = request.value(AttributeType.PASSWORD_ALGORITHMS).orElse(null);
    ByteBuffer choice = request.value(AttributeType.PASSWORD_ALGORITHM).orElse(null);
    if (list == null && choice == null) {
      return PasswordAlgorithm.MD5;
    }
    if (list == null || choice == null || list.remaining() != OFFERED_BYTES) {
      return null;
    }
    List<PasswordAlgorithm> chosen = PasswordAlgorithm.read(choice);
    return chosen.size() == 1 && PasswordAlgorithm.read(list).equals(OFFERED)
        ? chosen.getFirst()
        : null;
  }

  /** Adds to a 401 or 438 what the client needs to try again. */
  void challenge(StunWriter answer, FiveTuple to, long now) {
    answer
        .text(AttributeType.REALM, realm)
        .text(AttributeType.NONCE, nonces.issue(to, now / TurnServer.SECOND))
        .passwordAlgorithms(AttributeType.PASSWORD_ALGORITHMS, OFFERED);
  }
}
