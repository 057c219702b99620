package gossamer.webrtc;

/**
 * What may be sent to an address that has not proved itself: three times what came from it (as RFC
 * 9000, section 8.1 has it for QUIC). The ICE password of a direct join is public, so a check
 * proves nothing about its source; a DTLS record that decrypts does.
 */
final class Credit {
  /** Bytes sent for each byte received, at most. */
  static final int FACTOR = 3;

  private boolean proved;
  private long bytes;

  /** Begins anew for another address. */
  void reset() {
    proved = false;
    bytes = 0;
  }

  void received(int length) {
    if (!proved) {
      bytes += (long) FACTOR * length;
    }
  }

  /** Whether so many bytes may leave; they then count as sent. */
  boolean spend(int length) {
    if (proved) {
      return true;
    }
    if (bytes < length) {
      return false;
    }
    bytes -= length;
    return true;
  }

  void prove() {
    proved = true;
  }

  boolean proved() {
    return proved;
  }
}
