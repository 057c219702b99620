package gossamer.webrtc.ice;

import gossamer.stun.AttributeType;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import java.util.Optional;

/**
 * USERNAME of a connectivity check (RFC 8445, section 7.2.2): for whom it is and from whom. Reading
 * it proves nothing and allocates no state: it is for finding the session, or the token that admits
 * a new one.
 *
 * @param local fragment of the receiver, 4 to 256 ice-chars
 * @param remote fragment of the sender, 4 to 256 ice-chars
 */
public record CheckUsername(String local, String remote) {

  /** Of a Binding request that is well-formed as a check; empty of anything else. */
  public static Optional<CheckUsername> of(StunMessage message) {
    if (message.messageClass() != StunClass.REQUEST || message.method() != StunMethod.BINDING) {
      return Optional.empty();
    }
    try {
      return message.text(AttributeType.USERNAME).flatMap(CheckUsername::parse);
    } catch (StunException e) {
      return refused(e);
    }
  }

  /** Of the text itself. */
  public static Optional<CheckUsername> parse(String username) {
    int colon = username.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String local = username.substring(0, colon);
    String remote = username.substring(colon + 1);
    return IceText.isIceChars(local, 4, 256) && IceText.isIceChars(remote, 4, 256)
        ? Optional.of(new CheckUsername(local, remote))
        : Optional.empty();
  }

  private static Optional<CheckUsername> refused(StunException malformed) {
    assert malformed.reason() == StunException.Reason.BAD_ATTRIBUTE;
    return Optional.empty();
  }
}
