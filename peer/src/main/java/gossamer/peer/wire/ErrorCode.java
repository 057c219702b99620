package gossamer.peer.wire;

import org.jspecify.annotations.Nullable;

/**
 * Every way in which a remote, the network or a request can fail; the same codes travel on the wire
 * and reach the application. The order is the number on the wire, from 1.
 */
public enum ErrorCode {
  /** A message ends early, or a field is out of its range. */
  MALFORMED,
  /** A message of a version that this peer does not speak. */
  UNKNOWN_VERSION,
  /** A message of a type that this peer does not know. */
  UNKNOWN_TYPE,
  /** A message, value or list above its limit. */
  TOO_LARGE,
  /** A queue, table or rate limit is exhausted; trying later may succeed. */
  LIMIT,
  /** A signature does not fit its key and message. */
  BAD_SIGNATURE,
  /** A sealed body does not open: altered, swapped, or meant for somebody else. */
  BAD_SEAL,
  /** A record or message past its expiry. */
  EXPIRED,
  /** A message that was taken in before. */
  REPLAYED,
  /** A Hello from another peer than the one that was dialled. */
  WRONG_PEER,
  /** A peer of another network. */
  WRONG_NETWORK,
  /** A frame that is not allowed in the present state of the link. */
  UNEXPECTED,
  /** No path to the peer, or nobody with that id. */
  UNREACHABLE,
  /** No answer in time. */
  TIMEOUT,
  /** The transport to the peer could not be opened. */
  CONNECT_FAILED,
  /** The link or connection was closed. */
  CLOSED,
  /** The caller gave up. */
  CANCELLED,
  /** Nothing is stored under the key. */
  NOT_FOUND,
  /** Nobody who can be reached holds the content. */
  NO_HOLDER,
  /** The file was changed or removed while it was shared. */
  CONTENT_CHANGED,
  /** A holder sent data that does not fit the content id. */
  CORRUPT,
  /** The local store is full. */
  DISK_FULL,
  /** The master accepted the connection and never answered. */
  MASTER_SILENT,
  /** An argument of a command is out of its range. */
  INVALID_ARGUMENT,
  /** The peer has left the network. */
  LEFT,
  /** The other side speaks to itself: same id at both ends. */
  SELF,
  /** A second link to the same peer. */
  DUPLICATE,
  /** The overlay keeps other links in place of this one. */
  EVICTED,
  /** The remote's policy refuses this. */
  REFUSED,
  /** The master is shutting down; another one should be used. */
  DRAINING;

  private static final ErrorCode[] ALL = values();

  private final String code = kebab(name());

  private static String kebab(String name) {
    char[] text = new char[name.length()];
    for (int i = 0; i < text.length; i++) {
      char c = name.charAt(i);
      text[i] = c == '_' ? '-' : (char) (c + 'a' - 'A');
    }
    return new String(text);
  }

  /** The number on the wire, 1 to 255. */
  public int number() {
    return ordinal() + 1;
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
