package gossamer.simulator;

import gossamer.peer.content.Manifest;
import gossamer.peer.content.MerkleTree;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.id.Sha256;
import gossamer.peer.wire.ErrorCode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file that a peer shares: seeded bytes, and what may be wrong with its disk. */
public final class SharedFile {
  private final byte[] bytes;
  private final byte[] leaves;
  private final byte[] manifest;
  private @Nullable ErrorCode failure;
  private boolean corrupt;
  private int reads;

  private SharedFile(byte[] bytes) {
    this.bytes = bytes;
    int blocks = MerkleTree.blocks(bytes.length);
    leaves = new byte[blocks * MerkleTree.HASH];
    for (int i = 0; i < blocks; i++) {
      System.arraycopy(Sha256.of(block(i)), 0, leaves, i * MerkleTree.HASH, MerkleTree.HASH);
    }
    byte[] root = new MerkleTree(leaves.clone()).root();
    manifest = new Manifest(bytes.length, root, "file", "application/octet-stream").encode();
  }

  /** A file of this many bytes, drawn from the seed. */
  public static SharedFile of(int length, long seed) {
    SeededRandom random = new SeededRandom(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return new SharedFile(bytes);
  }

  /** The same file on another disk. */
  public SharedFile copy() {
    return new SharedFile(bytes);
  }

  /** From now on every block that is read is another. */
  public void corrupt() {
    corrupt = true;
  }

  /** From now on nothing can be read. */
  public void fail(ErrorCode reason) {
    failure = reason;
  }

  /** Its bytes, shared. */
  public byte[] bytes() {
    return bytes;
  }

  /** Its content id, 32 bytes. */
  public byte[] content() {
    return Manifest.contentId(manifest);
  }

  /** Blocks that were read so far. */
  public int reads() {
    return reads;
  }

  byte[] manifest() {
    return manifest.clone();
  }

  byte[] leaves() {
    return leaves.clone();
  }

  @Nullable ErrorCode failure() {
    return failure;
  }

  private byte[] block(int index) {
    int from = index * MerkleTree.BLOCK;
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + MerkleTree.BLOCK));
  }

  byte[] read(int index) {
    reads++;
    byte[] block = block(index);
    if (corrupt) {
      block[0] ^= 1;
    }
    return block;
  }
}
