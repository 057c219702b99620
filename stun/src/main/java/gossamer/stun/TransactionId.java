package gossamer.stun;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * The 96 bits that tie an answer to its request (RFC 8489, section 5).
 *
 * @param high the first four bytes
 * @param low the last eight bytes
 */
public record TransactionId(int high, long low) {

  /** A fresh one; the generator must be unpredictable, for it is what proves an answer. */
  public static TransactionId next(RandomGenerator random) {
    return new TransactionId(random.nextInt(), random.nextLong());
  }

  static TransactionId read(ByteBuffer message, int start) {
    return new TransactionId(message.getInt(start + 8), message.getLong(start + 12));
  }
}
