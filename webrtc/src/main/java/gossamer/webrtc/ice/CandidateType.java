package gossamer.webrtc.ice;

/** How a candidate was found (RFC 8445, section 5.1.1), with the preference of section 5.1.2.2. */
public enum CandidateType {
  /** An address of the machine itself. */
  HOST("host", 126),
  /** What a peer saw. */
  PEER_REFLEXIVE("prflx", 110),
  /** What a STUN server saw. */
  SERVER_REFLEXIVE("srflx", 100),
  /** An address of a TURN server. */
  RELAYED("relay", 0);

  private final String text;
  private final int preference;

  CandidateType(String text, int preference) {
    this.text = text;
    this.preference = preference;
  }

  /** The token in SDP. */
  public String text() {
    return text;
  }

  /** 0 to 126. */
  public int preference() {
    return preference;
  }
}
