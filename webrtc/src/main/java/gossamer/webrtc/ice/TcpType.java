package gossamer.webrtc.ice;

/** Who opens the connection of a TCP candidate (RFC 6544, section 4.5). */
public enum TcpType {
  ACTIVE("active"),
  PASSIVE("passive"),
  SIMULTANEOUS("so");

  private final String text;

  TcpType(String text) {
    this.text = text;
  }

  /** The token in SDP. */
  public String text() {
    return text;
  }
}
