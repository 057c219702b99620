package gossamer.peer.wire;

/**
 * Nonsense from a remote. It is caught in one place, where the link is closed and the code counted.
 */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** The reason is for logs: a few words, never data of the remote's. */
  public ProtocolException(ErrorCode code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  /** Refuses what was read: throws when {@code nonsense} is true. */
  public static void throwIf(boolean nonsense, ErrorCode code, String reason)
      throws ProtocolException {
    if (nonsense) {
      throw new ProtocolException(code, reason);
    }
  }

  /** What kind of nonsense. */
  public ErrorCode code() {
    return code;
  }
}
