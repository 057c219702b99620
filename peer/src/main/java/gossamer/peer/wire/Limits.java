package gossamer.peer.wire;

/**
 * The limits of the wire format, in bytes and counts. Whatever exceeds one is refused before memory
 * is given to it.
 */
public final class Limits {
  /** A frame on the control channel of a link, header included: bytes. */
  public static final int FRAME = 32 * 1024;

  /** An application message on a connection, all fragments: bytes. */
  public static final int MESSAGE = 1024 * 1024;

  /** One fragment of an application message: bytes. */
  public static final int FRAGMENT = 16 * 1024;

  /** The body of a routed payload: a sealed description, an acknowledged message: bytes. */
  public static final int ROUTED_BODY = 20 * 1024;

  /** An acknowledged message to a peer id, before sealing: bytes. */
  public static final int ROUTED_MESSAGE = 16 * 1024;

  /** A value stored in the overlay: bytes. */
  public static final int VALUE = 8 * 1024;

  /** Entries of one key in one answer. */
  public static final int VALUES = 16;

  /** Records in one answer: Kademlia's k. */
  public static final int RECORDS = 20;

  /** Neighbours that a peer tells its neighbours. */
  public static final int NEIGHBOURS = 64;

  /**
   * Forwards of one routed message, backtracking included; also the length of its path and visited
   * lists.
   */
  public static final int HOPS = 64;

  /** Hops of a source route. */
  public static final int ROUTE = 16;

  /** Addresses in a peer record. */
  public static final int ADDRESSES = 8;

  /** One address: bytes of ASCII. */
  public static final int ADDRESS = 256;

  /** A manifest of shared content: bytes. */
  public static final int MANIFEST = 4096;

  /** Blocks asked for in one request. */
  public static final int BLOCKS = 256;

  private Limits() {}
}
