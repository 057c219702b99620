package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.List;

/**
 * What two linked peers say to each other on the control channel. {@link FrameCodec} gives each its
 * bytes.
 */
public sealed interface Frame {
  /**
   * First frame of the side that accepted a WebSocket: the nonce (32 bytes) that the dialler's
   * Hello signs.
   */
  record Challenge(byte[] nonce) implements Frame {}

  /**
   * Proves the sender's id for this link: see {@link HelloProof}. The nonce (32 bytes) is the
   * sender's own.
   */
  record Hello(byte[] network, PeerRecord record, byte[] nonce, byte[] signature)
      implements Frame {}

  /**
   * Asks for a sign of life.
   *
   * @param census to a master, how many links to other peers than masters the sender has by which
   *     path: a byte for each, that of the path's ordinal from the right; to others 0
   */
  record Ping(int census) implements Frame {}

  /**
   * Answers a Ping.
   *
   * @param census as in it
   */
  record Pong(int census) implements Frame {}

  /** The last frame: why the sender closes the link. */
  record Bye(ErrorCode reason) implements Frame {}

  /**
   * What changed since the last one among the sender's neighbours, or for a peer with many among
   * those that matter most to the receiver: an id that was there is gone, any other is new.
   */
  record Neighbours(List<Id> ids) implements Frame {}

  /** A message routed over many links. */
  record Routed(Envelope envelope) implements Frame {}

  /**
   * The application of the sender has a connection with the receiver's: first frame of a connection
   * on each of the links that it uses one after the other, and now and then after that, since it
   * also acknowledges.
   *
   * @param mine the sender's number for the connection, 1 and up
   * @param yours the receiver's, 0 as long as the sender does not know it
   * @param received fragments of the receiver's that the sender has taken in
   */
  record Open(int mine, int yours, int received) implements Frame {}

  /** The application of the sender closes its connection; the link may stay. */
  record Close() implements Frame {}

  /** A fragment of an application message; {@code text} says how the whole is to be read. */
  record Data(boolean text, boolean last, byte[] bytes) implements Frame {}

  /** Answers a frame that was refused without closing the link: its type and why. */
  record Reject(int type, ErrorCode reason) implements Frame {}

  /**
   * A circuit between two peers by way of one that is linked to both. Circuits are named by the ids
   * at their ends; the first message opens one.
   *
   * @param passed false from an end to the relaying peer, true from there to the other end
   * @param word {@link #MESSAGE}, {@link #CREDIT}, or the number of an {@link ErrorCode}: the
   *     circuit is refused or has ended
   * @param peer the end to which it goes, or from which it came
   * @param bytes of a message, which only the ends can read; otherwise none
   */
  record Relay(boolean passed, int word, Id peer, byte[] bytes) implements Frame {
    /** Carries bytes. */
    public static final int MESSAGE = 0;

    /** One message has arrived: one more may be sent. */
    public static final int CREDIT = 255;
  }

  /** Asks for the manifest of a content id (32 bytes). */
  record ManifestRequest(byte[] content) implements Frame {}

  /** The manifest, whose SHA-256 is the content id. */
  record ManifestReply(byte[] content, byte[] manifest) implements Frame {}

  /** Asks for the leaf hashes of one span of the Merkle tree. */
  record HashesRequest(byte[] content, int span) implements Frame {}

  /** Leaf hashes of a span, 32 bytes each, and the uncles that lead to the root, lowest first. */
  record HashesReply(byte[] content, int span, byte[] leaves, byte[] proof) implements Frame {}

  /**
   * Asks for {@code count} blocks from {@code first}; {@code tag} marks them on the bulk channel.
   */
  record BlocksRequest(byte[] content, int tag, int first, int count) implements Frame {}

  /** Takes back all requests with this tag. */
  record BlocksCancel(int tag) implements Frame {}

  /** The content, or what was asked of it, cannot be had from the sender. */
  record ContentError(byte[] content, ErrorCode reason) implements Frame {}
}
