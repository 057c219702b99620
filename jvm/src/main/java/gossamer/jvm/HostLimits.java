package gossamer.jvm;

/** The limits of a peer's host on the JVM that are not limits of the wire format. */
public final class HostLimits {
  /** Commands from other threads that wait for the peer's loop; more are refused. */
  public static final int COMMANDS = 1024;

  /**
   * Signatures and seals that wait for their thread: as many as the core asks for at once, and some
   * more.
   */
  public static final int CRYPTOGRAPHY = 10_000;

  /** Masters being dialled at once; more are refused with LIMIT. */
  public static final int DIALS = 16;

  /** From the dialling to the answered upgrade, name lookup, TCP and TLS included: milliseconds. */
  public static final int DIAL_MILLIS = 5000;

  /** IP addresses that are tried for one name. */
  public static final int DIAL_ADDRESSES = 4;

  /** For a master to say where it takes data channels: milliseconds. */
  public static final int LOOKUP_MILLIS = 1500;

  /** How long a data channel is dialled alone before a WebSocket races it: milliseconds. */
  public static final int HEAD_START_MILLIS = 500;

  /** For one IP address to accept: milliseconds. */
  public static final int CONNECT_MILLIS = 2000;

  /** All headers of the answer to an upgrade: bytes. */
  public static final int UPGRADE_ANSWER = 8192;

  /** What the other side of a WebSocket may leave unread before it is closed: bytes. */
  public static final int BACKLOG = 1024 * 1024;

  /** Between the last frame and the end of the connection: milliseconds. */
  public static final int CLOSE_MILLIS = 1000;

  private HostLimits() {}
}
