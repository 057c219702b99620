package gossamer.jvm;

/** How an attempt to reach a master by a data channel ended; each has a counter. */
public enum DirectResult {
  /** The data channel is open. */
  OPENED,
  /** The master does not say where it takes data channels, or did not answer in time. */
  NO_DOOR,
  /** Another certificate than the one that the master announced. */
  WRONG_CERTIFICATE,
  /** Nobody answered, or no longer. */
  FAILED,
  /** The WebSocket was open first. */
  OVERTAKEN
}
