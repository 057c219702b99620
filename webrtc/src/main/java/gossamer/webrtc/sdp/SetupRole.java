package gossamer.webrtc.sdp;

import java.util.Locale;

/** Who begins the DTLS handshake (RFC 4145, section 4; RFC 8842, section 5). */
public enum SetupRole {
  /** Offers either. */
  ACTPASS,
  /** Sends the ClientHello. */
  ACTIVE,
  /** Waits for it. */
  PASSIVE;

  /** As {@code a=setup} has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SetupRole parse(String text) throws SdpException {
    for (SetupRole role : values()) {
      if (role.text().equals(text)) {
        return role;
      }
    }
    boolean known = text.equals("holdconn");
    throw new SdpException(
        known ? SdpException.Reason.UNSUPPORTED : SdpException.Reason.MALFORMED, "setup " + text);
  }
}
