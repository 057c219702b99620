package gossamer.webrtc.ice;

/** The alphabet of fragments and passwords (RFC 8839, section 5.4). */
final class IceText {
  static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private IceText() {}

  static boolean isIceChars(String text, int shortest, int longest) {
    return text.length() >= shortest
        && text.length() <= longest
        && text.chars().allMatch(IceText::isIceChar);
  }

  static boolean isIceChar(int c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/';
  }
}
