package gossamer.turn;

/** What carries packets between a client and the server (RFC 8656, section 3.1). */
public enum Transport {
  UDP,
  TCP,
  /** TLS over TCP. */
  TLS;

  /** Whether packets follow each other in a stream, where channel data is padded. */
  boolean streams() {
    return this != UDP;
  }
}
