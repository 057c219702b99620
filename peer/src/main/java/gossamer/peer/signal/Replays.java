package gossamer.peer.signal;

import gossamer.peer.id.Id;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Nonces that were taken in, until the messages that carried them expire. When it is full the
 * oldest goes.
 */
final class Replays {
  /** Nonces that are remembered. */
  static final int REMEMBERED = 4_096;

  private final Map<Id, Long> seen = new LinkedHashMap<>();

  /** Whether the nonce (16 bytes) of this writer is new; it is not from then on. */
  boolean fresh(Id writer, byte[] nonce, long expiresAt, long now) {
    Iterator<Long> oldest = seen.values().iterator();
    while (oldest.hasNext() && oldest.next() < now) {
      oldest.remove();
    }
    byte[] key = writer.bytes();
    System.arraycopy(nonce, 0, key, Id.BYTES - nonce.length, nonce.length);
    if (seen.putIfAbsent(Id.of(key), expiresAt) != null) {
      return false;
    }
    if (seen.size() > REMEMBERED) {
      Iterator<Id> first = seen.keySet().iterator();
      first.next();
      first.remove();
    }
    return true;
  }
}
