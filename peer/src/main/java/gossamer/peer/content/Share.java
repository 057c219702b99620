package gossamer.peer.content;

import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Content that this peer holds. */
final class Share {
  final int number;
  final byte[] content;
  final byte[] manifest;
  final Manifest described;

  /** Null once the file was changed: what is left then answers with CONTENT_CHANGED. */
  @Nullable MerkleTree tree;

  /** Refuses a manifest that is nonsense or does not fit its leaves. */
  Share(int number, byte[] manifest, byte[] leaves) throws ProtocolException {
    this.number = number;
    this.manifest = manifest;
    described = Manifest.decode(manifest);
    content = Manifest.contentId(manifest);
    ProtocolException.throwIf(
        leaves.length != (long) described.blocks() * MerkleTree.HASH,
        ErrorCode.INVALID_ARGUMENT,
        "number of leaves");
    MerkleTree built = new MerkleTree(leaves);
    ProtocolException.throwIf(
        !Arrays.equals(built.root(), described.root()), ErrorCode.INVALID_ARGUMENT, "root");
    tree = built;
  }
}
