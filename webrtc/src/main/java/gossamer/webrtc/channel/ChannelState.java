package gossamer.webrtc.channel;

/** Where a channel stands; it only moves downwards in this list. */
public enum ChannelState {
  /** Waits for the association. */
  CONNECTING,
  /** Messages go in both directions. */
  OPEN,
  /** Closed by one side; nothing more is sent. */
  CLOSING,
  /** Closed; its id may be used again. */
  CLOSED
}
