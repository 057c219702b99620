package gossamer.webrtc;

/** Why a connection ended. */
public enum CloseReason {
  /** This side closed it. */
  LOCAL,
  /** The other side closed it: close_notify, SHUTDOWN, ABORT, or the end of its stream. */
  REMOTE,
  /** The other side fell silent, or did not come up in time. */
  TIMEOUT,
  /** The handshake failed: for example another certificate than the announced one. */
  REFUSED,
  /** The other side broke a protocol or exceeded a limit. */
  VIOLATION
}
