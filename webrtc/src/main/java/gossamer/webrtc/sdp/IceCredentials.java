package gossamer.webrtc.sdp;

/**
 * The user name fragment and password of one side (RFC 8839, section 5.4).
 *
 * @param ufrag 4 to 256 ICE characters
 * @param password 22 to 256 ICE characters
 */
public record IceCredentials(String ufrag, String password) {
  private static final int MOST = 256;
  private static final int LEAST_UFRAG = 4;
  private static final int LEAST_PASSWORD = 22;

  static IceCredentials parse(String ufrag, String password) throws SdpException {
    check("ice-ufrag", ufrag, LEAST_UFRAG);
    check("ice-pwd", password, LEAST_PASSWORD);
    return new IceCredentials(ufrag, password);
  }

  private static void check(String name, String value, int least) throws SdpException {
    if (value.length() < least || value.length() > MOST) {
      throw new SdpException(SdpException.Reason.MALFORMED, name + " of " + value.length());
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean fits =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '+'
              || c == '/'
              // Not ICE characters, but libwebrtc writes and takes them where pages munge.
              || c == '-'
              || c == '_'
              || c == '=';
      if (!fits) {
        throw new SdpException(SdpException.Reason.MALFORMED, name + " has " + (int) c);
      }
    }
  }
}
