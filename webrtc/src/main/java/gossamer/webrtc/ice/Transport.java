package gossamer.webrtc.ice;

/** What carries the packets of a path. */
public enum Transport {
  /** Datagrams. */
  UDP,
  /** A connection with the frames of RFC 4571 (RFC 6544). */
  TCP
}
