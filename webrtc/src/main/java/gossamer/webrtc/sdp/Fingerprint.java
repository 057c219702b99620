package gossamer.webrtc.sdp;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The SHA-256 of a certificate (RFC 8122, section 5).
 *
 * @param sha256 32 bytes; not to be changed
 */
public record Fingerprint(byte[] sha256) {
  private static final int BYTES = 32;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  /** Checks the length. */
  public Fingerprint {
    if (sha256.length != BYTES) {
      throw new IllegalArgumentException(sha256.length + " bytes are no SHA-256");
    }
  }

  /** The value of {@code a=fingerprint}; empty when it is of another hash function. */
  static Optional<Fingerprint> parse(String value) throws SdpException {
    int space = value.indexOf(' ');
    if (space <= 0) {
      throw new SdpException(SdpException.Reason.MALFORMED, "fingerprint");
    }
    if (!value.substring(0, space).toLowerCase(Locale.ROOT).equals("sha-256")) {
      return Optional.empty();
    }
    String hex = value.substring(space + 1).strip().toUpperCase(Locale.ROOT);
    if (hex.length() != 3 * BYTES - 1) {
      throw new SdpException(SdpException.Reason.MALFORMED, "length of the fingerprint");
    }
    try {
      return Optional.of(new Fingerprint(COLONS.parseHex(hex)));
    } catch (IllegalArgumentException e) {
      throw new SdpException(SdpException.Reason.MALFORMED, "digits of the fingerprint");
    }
  }

  /** The value of {@code a=fingerprint}. */
  public String text() {
    return "sha-256 " + COLONS.formatHex(sha256);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint(byte[] bytes) && Arrays.equals(sha256, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return text();
  }
}
