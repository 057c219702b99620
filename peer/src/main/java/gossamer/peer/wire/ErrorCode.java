package gossamer.peer.wire;

import org.jspecify.annotations.Nullable;

/**
 * Every way in which a remote, the network or a request can fail; the same codes travel on the wire
 * and reach the application.
 */
public enum ErrorCode {
  /** A message ends early, or a field is out of its range. */
  MALFORMED(1, "malformed"),
  /** A message of a version that this peer does not speak. */
  UNKNOWN_VERSION(2, "unknown-version"),
  /** A message of a type that this peer does not know. */
  UNKNOWN_TYPE(3, "unknown-type"),
  /** A message, value or list above its limit. */
  TOO_LARGE(4, "too-large"),
  /** A queue, table or rate limit is exhausted; trying later may succeed. */
  LIMIT(5, "limit"),
  /** A signature does not fit its key and message. */
  BAD_SIGNATURE(6, "bad-signature"),
  /** A sealed body does not open: altered, swapped, or meant for somebody else. */
  BAD_SEAL(7, "bad-seal"),
  /** A record or message past its expiry. */
  EXPIRED(8, "expired"),
  /** A message that was taken in before. */
  REPLAYED(9, "replayed"),
  /** A Hello from another peer than the one that was dialled. */
  WRONG_PEER(10, "wrong-peer"),
  /** A peer of another network. */
  WRONG_NETWORK(11, "wrong-network"),
  /** A frame that is not allowed in the present state of the link. */
  UNEXPECTED(12, "unexpected"),
  /** No path to the peer, or nobody with that id. */
  UNREACHABLE(13, "unreachable"),
  /** No answer in time. */
  TIMEOUT(14, "timeout"),
  /** The transport to the peer could not be opened. */
  CONNECT_FAILED(15, "connect-failed"),
  /** The link or connection was closed. */
  CLOSED(16, "closed"),
  /** The caller gave up. */
  CANCELLED(17, "cancelled"),
  /** Nothing is stored under the key. */
  NOT_FOUND(18, "not-found"),
  /** Nobody who can be reached holds the content. */
  NO_HOLDER(19, "no-holder"),
  /** The file was changed or removed while it was shared. */
  CONTENT_CHANGED(20, "content-changed"),
  /** A holder sent data that does not fit the content id. */
  CORRUPT(21, "corrupt"),
  /** The local store is full. */
  DISK_FULL(22, "disk-full"),
  /** The master accepted the connection and never answered. */
  MASTER_SILENT(23, "master-silent"),
  /** An argument of a command is out of its range. */
  INVALID_ARGUMENT(24, "invalid-argument"),
  /** The peer has left the network. */
  LEFT(25, "left"),
  /** The other side speaks to itself: same id at both ends. */
  SELF(26, "self"),
  /** A second link to the same peer. */
  DUPLICATE(27, "duplicate"),
  /** The overlay keeps other links in place of this one. */
  EVICTED(28, "evicted"),
  /** The remote's policy refuses this. */
  REFUSED(29, "refused"),
  /** The master is shutting down; another one should be used. */
  DRAINING(30, "draining");

  private static final ErrorCode[] ALL = values();

  private final int number;
  private final String code;

  ErrorCode(int number, String code) {
    this.number = number;
    this.code = code;
  }

  /** The number on the wire, 1 to 255. */
  public int number() {
    return number;
  }

  /** The name in the application's interface, in kebab case. */
  public String code() {
    return code;
  }

  /** The code with this number on the wire, or null for one that this version does not know. */
  public static @Nullable ErrorCode ofNumber(int number) {
    return number >= 1 && number <= ALL.length ? ALL[number - 1] : null;
  }
}
