package gossamer.peer.content;

import gossamer.peer.id.Sha256;
import gossamer.peer.wire.Writer;

/** A file of which only the hashes exist: the core never sees more of one. */
final class FakeFile {
  final Manifest manifest;
  final byte[] encoded;
  final byte[] content;
  final byte[] leaves;
  private final int seed;

  FakeFile(int seed, long size) {
    this.seed = seed;
    int blocks = MerkleTree.blocks(size);
    leaves = new byte[blocks * MerkleTree.HASH];
    for (int i = 0; i < blocks; i++) {
      System.arraycopy(digest(i), 0, leaves, i * MerkleTree.HASH, MerkleTree.HASH);
    }
    byte[] root = new MerkleTree(leaves).root();
    manifest = new Manifest(size, root, "file-" + seed + ".bin", "application/octet-stream");
    encoded = manifest.encode();
    content = Manifest.contentId(encoded);
  }

  static FakeFile ofBlocks(int seed, int blocks) {
    return new FakeFile(seed, (long) blocks * MerkleTree.BLOCK);
  }

  /** Stands for the SHA-256 of a block. */
  byte[] digest(int block) {
    return Sha256.of(new Writer().u31(seed).u31(block).toBytes());
  }
}
