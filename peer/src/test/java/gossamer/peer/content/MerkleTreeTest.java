package gossamer.peer.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.content.MerkleTree.SpanHashes;
import gossamer.peer.id.Sha256;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {
  private static final int HASH = MerkleTree.HASH;

  private static byte[] leaves(int count) {
    return FakeFile.ofBlocks(1, count).leaves;
  }

  /** BEP 52 word by word: the leaves padded with zeros, halved until one is left. */
  private static byte[] rootByDefinition(byte[] leaves, int from, int width) {
    if (width == 1) {
      byte[] leaf = new byte[HASH];
      int at = from * HASH;
      System.arraycopy(leaves, Math.min(at, leaves.length), leaf, 0, at < leaves.length ? HASH : 0);
      return leaf;
    }
    return Sha256.of(
        rootByDefinition(leaves, from, width / 2),
        rootByDefinition(leaves, from + width / 2, width / 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 8, 511, 512, 513, 1_024, 1_025, 3_000})
  void theRootIsThatOfTheDefinition(int count) {
    byte[] leaves = leaves(count);
    int width = 1;
    while (width < count) {
      width *= 2;
    }
    assertArrayEquals(rootByDefinition(leaves, 0, width), new MerkleTree(leaves).root());
  }

  @Test
  void theRootOfOneBlockIsItsLeafAndThatOfNoneIsZeros() {
    byte[] leaf = leaves(1);
    assertArrayEquals(leaf, new MerkleTree(leaf.clone()).root());
    assertArrayEquals(new byte[HASH], new MerkleTree(new byte[0]).root());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 512, 513, 1_536, 2_049, 5_000})
  void everySpanIsProved(int count) {
    MerkleTree tree = new MerkleTree(leaves(count));
    int sum = 0;
    for (int span = 0; span < MerkleTree.spans(count); span++) {
      SpanHashes hashes = new SpanHashes(tree.leaves(span), tree.proof(span));
      assertTrue(MerkleTree.verify(tree.root(), count, span, hashes));
      assertEquals(MerkleTree.blocksIn(span, count) * HASH, hashes.leaves().length);
      sum += hashes.leaves().length;
    }
    assertEquals(count * HASH, sum);
  }

  @Test
  void whatWasAlteredIsNotProved() {
    int count = 2_049;
    MerkleTree tree = new MerkleTree(leaves(count));
    byte[] root = tree.root();
    byte[] span = tree.leaves(1);
    byte[] proof = tree.proof(1);
    assertEquals(3 * HASH, proof.length);
    for (int at = 0; at < span.length; at += 97) {
      byte[] bad = span.clone();
      bad[at] ^= 1;
      assertFalse(MerkleTree.verify(root, count, 1, new SpanHashes(bad, proof)));
    }
    for (int at = 0; at < proof.length; at++) {
      byte[] bad = proof.clone();
      bad[at] ^= 1;
      assertFalse(MerkleTree.verify(root, count, 1, new SpanHashes(span, bad)));
    }
  }

  @Test
  void aSpanOfAnotherPlaceOrLengthIsNotProved() {
    int count = 2_049;
    MerkleTree tree = new MerkleTree(leaves(count));
    byte[] root = tree.root();
    SpanHashes one = new SpanHashes(tree.leaves(1), tree.proof(1));
    for (int span : new int[] {-1, 0, 2, 3, 4, 5, Integer.MAX_VALUE}) {
      assertFalse(MerkleTree.verify(root, count, span, one));
    }
    byte[] shorter = Arrays.copyOf(one.leaves(), one.leaves().length - HASH);
    byte[] lessProof = Arrays.copyOf(one.proof(), one.proof().length - HASH);
    byte[] moreProof = Arrays.copyOf(one.proof(), one.proof().length + HASH);
    assertFalse(MerkleTree.verify(root, count, 1, new SpanHashes(shorter, one.proof())));
    assertFalse(MerkleTree.verify(root, count, 1, new SpanHashes(one.leaves(), lessProof)));
    assertFalse(MerkleTree.verify(root, count, 1, new SpanHashes(one.leaves(), moreProof)));
    assertFalse(MerkleTree.verify(root, count, 1, new SpanHashes(new byte[0], new byte[0])));
    // An inner node given out as a leaf of a smaller tree.
    assertFalse(MerkleTree.verify(root, count - 1, 1, one));
  }

  @Test
  void leavesAreWhole() {
    assertThrows(IllegalArgumentException.class, () -> new MerkleTree(new byte[33]));
  }

  @Test
  void blocksAreCountedUpToTheLargestFile() {
    assertEquals(0, MerkleTree.blocks(0));
    assertEquals(1, MerkleTree.blocks(1));
    assertEquals(1, MerkleTree.blocks(16_384));
    assertEquals(2, MerkleTree.blocks(16_385));
    assertEquals(1 << 26, MerkleTree.blocks(Manifest.MAX_SIZE));
    assertEquals(1 << 17, MerkleTree.spans(1 << 26));
  }
}
