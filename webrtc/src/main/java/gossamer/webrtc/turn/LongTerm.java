package gossamer.webrtc.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.IntegrityKey;
import gossamer.stun.NonceCookie;
import gossamer.stun.PasswordAlgorithm;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Long-term credentials of a client (RFC 8489, section 9.2): challenges in, signatures out. */
final class LongTerm {
  /** Bytes of realm and nonce together, at most: the requests must fit into one packet. */
  private static final int CHALLENGE = 512;

  /** Bytes of the list of algorithms, at most: two are known. */
  private static final int ALGORITHMS = 64;

  private record Challenge(
      String realm,
      ByteBuffer nonce,
      @Nullable ByteBuffer offered,
      PasswordAlgorithm algorithm,
      boolean anonymous,
      IntegrityKey key) {}

  private final TurnCredentials credentials;
  private @Nullable Challenge challenge;

  LongTerm(TurnCredentials credentials) {
    this.credentials = credentials;
  }

  /** True after the first challenge: requests are signed from then on. */
  boolean challenged() {
    return challenge != null;
  }

  /** Takes the challenge of a 401 or 438 (section 9.2.5); empty when the request may go again. */
  Optional<TurnFailure.Reason> challenged(StunMessage error) throws StunException {
    Optional<String> realm = error.text(AttributeType.REALM);
    Optional<ByteBuffer> nonce = error.value(AttributeType.NONCE);
    Optional<ByteBuffer> offered = error.value(AttributeType.PASSWORD_ALGORITHMS);
    boolean complete =
        realm.isPresent()
            && nonce.isPresent()
            && realm.get().getBytes(StandardCharsets.UTF_8).length + nonce.get().remaining()
                <= CHALLENGE
            && offered.map(ByteBuffer::remaining).orElse(0) <= ALGORITHMS;
    if (!complete) {
      return Optional.of(TurnFailure.Reason.MALFORMED);
    }
    if (bidsDown(error)) {
      return Optional.of(TurnFailure.Reason.BID_DOWN);
    }
    PasswordAlgorithm algorithm = PasswordAlgorithm.MD5;
    if (offered.isPresent()) {
      List<PasswordAlgorithm> known = PasswordAlgorithm.read(offered.get());
      if (known.isEmpty()) {
        return Optional.of(TurnFailure.Reason.NO_ALGORITHM);
      }
      algorithm = known.getFirst();
    }
    challenge =
        new Challenge(
            realm.get(),
            copy(nonce.get()),
            offered.map(LongTerm::copy).orElse(null),
            algorithm,
            (features(nonce.get()) & NonceCookie.USERNAME_ANONYMITY) != 0,
            key(realm.get(), algorithm));
    return Optional.empty();
  }

  private IntegrityKey key(String realm, PasswordAlgorithm algorithm) {
    String name = credentials.username();
    String password = credentials.password();
    return algorithm == PasswordAlgorithm.SHA_256
        ? IntegrityKey.longTermSha256(name, realm, password)
        : IntegrityKey.longTermMd5(name, realm, password);
  }

  /** The nonce promises a list of algorithms, and there is none (section 9.2.1). */
  static boolean bidsDown(StunMessage answer) {
    return !answer.has(AttributeType.PASSWORD_ALGORITHMS)
        && answer
            .value(AttributeType.NONCE)
            .filter(nonce -> (features(nonce) & NonceCookie.PASSWORD_ALGORITHMS) != 0)
            .isPresent();
  }

  private static int features(ByteBuffer nonce) {
    return NonceCookie.features(StandardCharsets.ISO_8859_1.decode(nonce.duplicate()).toString())
        .orElse(0);
  }

  private static ByteBuffer copy(ByteBuffer value) {
    return ByteBuffer.allocate(value.remaining()).put(value.duplicate()).flip();
  }

  /** Signs a request, once there was a challenge. */
  void sign(StunWriter request) {
    Challenge known = challenge;
    if (known == null) {
      return;
    }
    if (known.anonymous()) {
      byte[] hash = IntegrityKey.userhash(credentials.username(), known.realm());
      request.bytes(AttributeType.USERHASH, ByteBuffer.wrap(hash));
    } else {
      request.text(AttributeType.USERNAME, credentials.username());
    }
    request.text(AttributeType.REALM, known.realm()).bytes(AttributeType.NONCE, known.nonce());
    ByteBuffer offered = known.offered();
    if (offered == null) {
      request.integrity(known.key());
    } else {
      // Who offers algorithms understands the better integrity, and nothing else may be used then.
      request
          .bytes(AttributeType.PASSWORD_ALGORITHMS, offered)
          .passwordAlgorithms(AttributeType.PASSWORD_ALGORITHM, List.of(known.algorithm()))
          .integritySha256(known.key());
    }
  }

  /** Whether an answer to a signed request is the server's. */
  boolean authentic(StunMessage answer) {
    Challenge known = challenge;
    return known != null
        && (known.offered() == null
            ? answer.integrityHolds(known.key())
            : answer.integritySha256Holds(known.key()));
  }
}
