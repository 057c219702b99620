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

  /** Asks for a sign of life. */
  record Ping(int sequence) implements Frame {}

  /** Answers the Ping of the same sequence. */
  record Pong(int sequence) implements Frame {}

  /** The last frame: why the sender closes the link. */
  record Bye(ErrorCode reason) implements Frame {}

  /** The sender's neighbours, or for a peer with many the ones that matter most to the receiver. */
  record Neighbours(List<Id> ids) implements Frame {}

  /** A message routed over many links. */
  record Routed(Envelope envelope) implements Frame {}

  /** The application of the sender opens a connection on this link. */
  record Open() implements Frame {}

  /** The application of the sender closes its connection; the link may stay. */
  record Close() implements Frame {}

  /** A fragment of an application message; {@code text} says how the whole is to be read. */
  record Data(boolean text, boolean last, byte[] bytes) implements Frame {}

  /** Answers a frame that was refused without closing the link: its type and why. */
  record Reject(int type, ErrorCode reason) implements Frame {}

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
