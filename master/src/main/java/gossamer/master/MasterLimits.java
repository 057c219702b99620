package gossamer.master;

import gossamer.peer.PeerConfig;
import gossamer.peer.wire.Limits;

/**
 * Every limit of a master that is not one of the wire format ({@link Limits}). Whatever exceeds one
 * is refused and counted.
 */
public final class MasterLimits {
  /** Links kept at once, handshakes in flight included. */
  public static final int LINKS = PeerConfig.MASTER_LINKS;

  /** TCP connections at once: all links and some room for HTTP. */
  public static final int CONNECTIONS = LINKS + 2048;

  /** TCP connections at once from one source, an IPv4 address or an IPv6 /64. */
  public static final int CONNECTIONS_PER_SOURCE = 512;

  /** Connections that the system queues before they are accepted. */
  public static final int BACKLOG = 1024;

  /** The first line of a request: bytes. */
  public static final int REQUEST_LINE = 4096;

  /** All headers of a request: bytes. */
  public static final int REQUEST_HEADERS = 8192;

  /** The body of a request; none of ours needs one: bytes. */
  public static final int REQUEST_BODY = 1024;

  /** From the first byte of a request (and of TLS) to its last: milliseconds. */
  public static final int REQUEST_MILLIS = 10_000;

  /** A connection without traffic in either direction, links excepted: milliseconds. */
  public static final int IDLE_MILLIS = 30_000;

  /** What a WebSocket's reader may leave unread before it is closed: bytes. */
  public static final int WEBSOCKET_BACKLOG = 1024 * 1024;

  /** From {@link Master#close} to the end of everything: milliseconds. */
  public static final int DRAIN_MILLIS = 2000;

  /** All files of the web application, as they are and compressed: bytes. */
  public static final int SITE = 64 * 1024 * 1024;

  /** Masters in a descriptor. */
  public static final int DESCRIPTOR_MASTERS = 32;

  /** The descriptor of another master: bytes. */
  public static final int DESCRIPTOR = 256 * 1024;

  /** Descriptors kept signed, for as many names and askers. */
  public static final int DESCRIPTORS = 256;

  /** Own public URLs. */
  public static final int ADDRESSES = Limits.ADDRESSES;

  /** Masters to join at the start. */
  public static final int JOINS = 64;

  /** Own authorities by configuration. */
  public static final int AUTHORITIES = 64;

  /** Allowed origins. */
  public static final int ORIGINS = 256;

  private MasterLimits() {}
}
