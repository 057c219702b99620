package gossamer.peer.content;

import gossamer.peer.id.Sha256;
import java.util.Arrays;

/**
 * The Merkle tree over the blocks of a file, as in BEP 52: the leaves are the SHA-256 of every
 * block of 16,384 bytes (the last may be shorter), padded to a power of two with leaves of zeros;
 * an inner node is the SHA-256 of its two children. The root of one block is its leaf. A file of no
 * bytes has no blocks; its root is the padding, 32 zeros.
 *
 * <p>Leaves travel in spans of 512 (8 MiB of content) with the uncles that lead to the root. A tree
 * keeps its leaves and everything above the spans, so that serving a span hashes nothing.
 */
public final class MerkleTree {
  /** Bytes of a block. */
  public static final int BLOCK = 16_384;

  /** Leaves of a span. */
  public static final int SPAN = 512;

  /** Bytes of a hash. */
  public static final int HASH = Sha256.BYTES;

  private final byte[] leaves;

  /** Number of spans, padded to a power of two. */
  private final int width;

  /**
   * The nodes from the root (1) down to the spans (width and up); the children of i are 2i, 2i+1.
   */
  private final byte[] upper;

  /**
   * Builds the tree of these leaves, 32 bytes each, which belong to it from then on. It costs about
   * one hash per leaf.
   *
   * @throws IllegalArgumentException when the length is not a multiple of 32
   */
  public MerkleTree(byte[] leaves) {
    if (leaves.length % HASH != 0) {
      throw new IllegalArgumentException("leaves have 32 bytes each");
    }
    this.leaves = leaves;
    int blocks = leaves.length / HASH;
    int spans = spans(blocks);
    width = powerOfTwo(spans);
    upper = new byte[2 * width * HASH];
    byte[] padding = spans == width ? new byte[0] : reduce(new byte[0], SPAN);
    for (int i = 0; i < width; i++) {
      byte[] root = i < spans ? spanRoot(blocks, leaves(i)) : padding;
      System.arraycopy(root, 0, upper, (width + i) * HASH, HASH);
    }
    for (int i = width - 1; i > 0; i--) {
      hashPair(upper, 2 * i * HASH, upper, i * HASH);
    }
  }

  /** How many blocks a file of {@code size} bytes (at most 2⁴⁰) has. */
  public static int blocks(long size) {
    return (int) ((size + BLOCK - 1) / BLOCK);
  }

  /** How many spans that many blocks have: at least 1. */
  public static int spans(int blocks) {
    return Math.max(1, (blocks + SPAN - 1) / SPAN);
  }

  /** How many of the blocks lie in a span: 1 to 512 (0 for a file of no bytes). */
  public static int blocksIn(int span, int blocks) {
    return Math.min(SPAN, blocks - span * SPAN);
  }

  /** The root, 32 new bytes. */
  public byte[] root() {
    return node(1);
  }

  /** The leaves of a span, 32 new bytes each. */
  public byte[] leaves(int span) {
    int from = span * SPAN * HASH;
    return Arrays.copyOfRange(leaves, from, Math.min(leaves.length, from + SPAN * HASH));
  }

  /** The uncles of a span up to the root, lowest first: 32 bytes each; none for a single span. */
  public byte[] proof(int span) {
    byte[] proof = new byte[depth(width) * HASH];
    int to = 0;
    for (int i = width + span; i > 1; i >>= 1) {
      System.arraycopy(upper, (i ^ 1) * HASH, proof, to, HASH);
      to += HASH;
    }
    return proof;
  }

  private byte[] node(int i) {
    return Arrays.copyOfRange(upper, i * HASH, (i + 1) * HASH);
  }

  /** Whether these are the leaves of the span in the tree with this root and number of blocks. */
  public static boolean verify(byte[] root, int blocks, int span, SpanHashes hashes) {
    byte[] proof = hashes.proof();
    if (span < 0
        || span >= spans(blocks)
        || hashes.leaves().length != blocksIn(span, blocks) * HASH
        || proof.length != depth(powerOfTwo(spans(blocks))) * HASH) {
      return false;
    }
    byte[] node = spanRoot(blocks, hashes.leaves());
    byte[] pair = new byte[2 * HASH];
    int at = span;
    for (int from = 0; from < proof.length; from += HASH) {
      boolean right = (at & 1) != 0;
      System.arraycopy(node, 0, pair, right ? HASH : 0, HASH);
      System.arraycopy(proof, from, pair, right ? 0 : HASH, HASH);
      hashPair(pair, 0, node, 0);
      at >>= 1;
    }
    return Arrays.equals(node, root);
  }

  /**
   * What a holder says of a span.
   *
   * @param leaves 32 bytes each
   * @param proof the uncles up to the root, lowest first, 32 bytes each
   */
  public record SpanHashes(byte[] leaves, byte[] proof) {}

  /** A tree of one span is only as wide as it must be; otherwise every span is padded to 512. */
  private static byte[] spanRoot(int blocks, byte[] leaves) {
    return reduce(leaves, blocks > SPAN ? SPAN : powerOfTwo(blocks));
  }

  private static byte[] reduce(byte[] leaves, int width) {
    byte[] row = Arrays.copyOf(leaves, width * HASH);
    for (int n = width / 2; n > 0; n /= 2) {
      for (int i = 0; i < n; i++) {
        hashPair(row, 2 * i * HASH, row, i * HASH);
      }
    }
    return Arrays.copyOf(row, HASH);
  }

  private static void hashPair(byte[] from, int at, byte[] to, int toAt) {
    Sha256 sha = new Sha256();
    sha.update(from, at, 2 * HASH);
    System.arraycopy(sha.digest(), 0, to, toAt, HASH);
  }

  private static int powerOfTwo(int atLeast) {
    int width = 1;
    while (width < atLeast) {
      width *= 2;
    }
    return width;
  }

  private static int depth(int width) {
    return Integer.numberOfTrailingZeros(width);
  }
}
