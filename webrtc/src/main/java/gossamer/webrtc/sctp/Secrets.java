package gossamer.webrtc.sctp;

/**
 * What must be unpredictable, handed in by the host: fresh for every association.
 *
 * @param verificationTag not 0 (RFC 9260, section 5.3.1)
 * @param initialTsn any 32 bits
 * @param cookieKey key of the HMAC of the state cookie, at least 16 bytes (RFC 9260, section 5.1.3)
 */
public record Secrets(int verificationTag, int initialTsn, byte[] cookieKey) {
  public Secrets {
    if (verificationTag == 0) {
      throw new IllegalArgumentException("verification tag 0");
    }
    if (cookieKey.length < 16) {
      throw new IllegalArgumentException("cookie key of " + cookieKey.length + " bytes");
    }
    cookieKey = cookieKey.clone();
  }
}
