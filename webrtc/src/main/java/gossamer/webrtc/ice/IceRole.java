package gossamer.webrtc.ice;

/** Who nominates (RFC 8445, section 6.1.1). */
public enum IceRole {
  /** Nominates: the offerer, and whoever talks to a lite agent. */
  CONTROLLING,
  /** Follows. */
  CONTROLLED;

  IceRole other() {
    return this == CONTROLLING ? CONTROLLED : CONTROLLING;
  }
}
