package gossamer.stun;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How a long-term password becomes a key (RFC 8489, section 18.5). */
public enum PasswordAlgorithm {
  /** The default. */
  MD5(1),
  /** SHA-256. */
  SHA_256(2);

  private final int code;

  PasswordAlgorithm(int code) {
    this.code = code;
  }

  /** Its number. */
  public int code() {
    return code;
  }

  /**
   * The known ones in the value of PASSWORD-ALGORITHMS or PASSWORD-ALGORITHM, in its order.
   *
   * @throws StunException when the list is cut off
   */
  public static List<PasswordAlgorithm> read(ByteBuffer value) throws StunException {
    List<PasswordAlgorithm> known = new ArrayList<>();
    int at = value.position();
    while (at < value.limit()) {
      if (value.limit() - at < 4) {
        throw new StunException(StunException.Reason.BAD_ATTRIBUTE, "password algorithms cut off");
      }
      int number = value.getShort(at) & 0xffff;
      at += 4 + ((value.getShort(at + 2) & 0xffff) + 3 & ~3);
      if (at > value.limit()) {
        throw new StunException(StunException.Reason.BAD_ATTRIBUTE, "password algorithms cut off");
      }
      for (PasswordAlgorithm algorithm : values()) {
        if (algorithm.code == number) {
          known.add(algorithm);
        }
      }
    }
    return known;
  }
}
