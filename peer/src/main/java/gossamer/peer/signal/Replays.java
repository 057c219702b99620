package gossamer.peer.signal;

import gossamer.peer.id.Id;
import gossamer.peer.table.Table;

/**
 * Nonces that were taken in, until the messages that carried them expire. When it is full the
 * oldest goes.
 */
final class Replays {
  /** Nonces that are remembered. */
  static final int REMEMBERED = 4_096;

  private final Table<Id, Long> seen = new Table<>();

  /** Whether the nonce (16 bytes) of this writer is new; it is not from then on. */
  boolean fresh(Id writer, byte[] nonce, long expiresAt, long now) {
    for (long expiry : seen) {
      if (expiry >= now) {
        break;
      }
      seen.removeOldest();
    }
    byte[] bytes = writer.bytes();
    System.arraycopy(nonce, 0, bytes, Id.BYTES - nonce.length, nonce.length);
    Id key = Id.of(bytes);
    if (seen.contains(key)) {
      return false;
    }
    seen.put(key, expiresAt);
    if (seen.size() > REMEMBERED) {
      seen.removeOldest();
    }
    return true;
  }
}
