package gossamer.webrtc.dtls;

/** Where a DTLS session stands; it only moves downwards in this list. */
public enum DtlsState {
  /** Made, or exchanging the handshake. */
  HANDSHAKING,
  /** The handshake is complete and the certificate of the other side was accepted. */
  CONNECTED,
  /** Closed by either side, by close_notify. */
  CLOSED,
  /** Broken: handshake refused, certificate not accepted, fatal alert or deadline. */
  FAILED
}
