package gossamer.webrtc;

/** The text of an ICE server that cannot be used. It has no stack trace: people mistype. */
public final class IceUriException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong. */
  public enum Reason {
    /** Longer than {@link IceUri#MOST} characters. */
    TOO_LONG,
    /** The scheme is none of stun, stuns, turn and turns. */
    SCHEME,
    /** The host is empty or no name and no address. */
    HOST,
    /** The port is no number from 1 to 65535. */
    PORT,
    /** What follows is no {@code ?transport=udp} or {@code tcp}; for STUN nothing may follow. */
    TRANSPORT,
    /** Well written, but not spoken here: over TCP or TLS. */
    UNSUPPORTED,
    /** A TURN server without a name or password, or with one that is too long. */
    CREDENTIALS
  }

  private final Reason reason;

  IceUriException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** What is wrong. */
  public Reason reason() {
    return reason;
  }
}
