package gossamer.peer.content;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks of a fetch are where. Only the spans in work are kept in memory: those whose hashes
 * are known and whose blocks are not all stored.
 */
final class Blocks {
  /** Spans in work at most: what may be asked for, and what is waited for behind it. */
  private static final int SPANS = 4;

  /** Nobody is asked for the block. */
  static final int FREE = 0;

  /** Its owner is asked for it. */
  private static final int ASKED = 1;

  /** Its owner is asked for it, after somebody who was too slow. */
  private static final int STOLEN = 2;

  /** It came, and waits for the store. */
  static final int KEPT = 3;

  private static final int STORED = 4;

  private static final class Span {
    final int first;
    final byte[] leaves;
    final byte[] states;
    final @Nullable Holder[] owners;
    int free;
    int unstored;

    Span(int first, byte[] leaves) {
      this.first = first;
      this.leaves = leaves;
      free = leaves.length / MerkleTree.HASH;
      unstored = free;
      states = new byte[free];
      owners = new Holder[free];
    }
  }

  private final Manifest manifest;
  private final int count;
  private final ArrayList<Span> spans = new ArrayList<>();
  private int nextSpan;
  private int run;

  Blocks(Manifest manifest) {
    this.manifest = manifest;
    count = manifest.blocks();
  }

  /**
   * The span whose hashes are wanted now, or −1: the next one, as soon as little is left to ask.
   */
  int wanted() {
    boolean more = nextSpan * MerkleTree.SPAN < count;
    return more && spans.size() < SPANS && free() < MerkleTree.SPAN ? nextSpan : -1;
  }

  /** Whether more than the spans in work is to come. */
  boolean isLong() {
    return count - nextSpan * MerkleTree.SPAN > MerkleTree.SPAN;
  }

  boolean complete() {
    return spans.isEmpty() && nextSpan * MerkleTree.SPAN >= count;
  }

  /** Takes in the hashes of the span that was {@link #wanted}; false when they are not true. */
  boolean add(MerkleTree.SpanHashes hashes) {
    if (!MerkleTree.verify(manifest.root(), count, nextSpan, hashes)) {
      return false;
    }
    spans.add(new Span(nextSpan++ * MerkleTree.SPAN, hashes.leaves()));
    return true;
  }

  private int free() {
    int free = 0;
    for (Span span : spans) {
      free += span.free;
    }
    return free;
  }

  /**
   * Makes {@code holder} the owner of free blocks that follow each other, at most {@code limit}.
   *
   * @return the first, or −1 when none is free; {@link #run} tells how many
   */
  int claim(Holder holder, int limit) {
    for (Span span : spans) {
      if (span.free > 0) {
        int i = 0;
        while (span.states[i] != FREE) {
          i++;
        }
        int from = i;
        while (i < span.states.length && i - from < limit && span.states[i] == FREE) {
          span.states[i] = ASKED;
          span.owners[i++] = holder;
        }
        run = i - from;
        span.free -= run;
        return span.first + from;
      }
    }
    return -1;
  }

  /**
   * Makes {@code thief} the owner of the blocks that {@code victim} would send last, those that
   * follow each other and were not stolen before, at most {@code limit}.
   *
   * @return the first, or −1 when there is none; {@link #run} tells how many
   */
  int steal(Holder thief, Holder victim, int limit) {
    for (int s = spans.size() - 1; s >= 0; s--) {
      Span span = spans.get(s);
      int end = span.states.length;
      while (end > 0 && !isAsked(span, end - 1, victim)) {
        end--;
      }
      int from = end;
      while (from > 0 && end - from < limit && isAsked(span, from - 1, victim)) {
        from--;
        span.states[from] = STOLEN;
        span.owners[from] = thief;
      }
      if (from < end) {
        run = end - from;
        return span.first + from;
      }
    }
    return -1;
  }

  private static boolean isAsked(Span span, int i, Holder owner) {
    return span.states[i] == ASKED && span.owners[i] == owner;
  }

  /** Length of the run that was last claimed or stolen. */
  int run() {
    return run;
  }

  /** Frees all blocks that the holder owns. */
  void release(Holder holder) {
    for (Span span : spans) {
      for (int i = 0; i < span.owners.length; i++) {
        if (span.owners[i] == holder) {
          span.owners[i] = null;
          span.states[i] = FREE;
          span.free++;
        }
      }
    }
  }

  private @Nullable Span spanOf(int block) {
    for (Span span : spans) {
      if (block >= span.first && block - span.first < span.states.length) {
        return span;
      }
    }
    return null;
  }

  /** Where the block is; −1 when its span is not in work. */
  int state(int block) {
    Span span = spanOf(block);
    return span == null ? -1 : span.states[block - span.first];
  }

  /** Who is asked for the block, if anybody. */
  @Nullable Holder owner(int block) {
    Span span = spanOf(block);
    return span == null ? null : span.owners[block - span.first];
  }

  /** Whether this is the block: its SHA-256 and its length. */
  boolean isTrue(int block, byte[] digest, int length) {
    Span span = spanOf(block);
    if (span == null || length != manifest.length(block) || digest.length != MerkleTree.HASH) {
      return false;
    }
    int from = (block - span.first) * MerkleTree.HASH;
    for (int i = 0; i < MerkleTree.HASH; i++) {
      if (span.leaves[from + i] != digest[i]) {
        return false;
      }
    }
    return true;
  }

  /** The block came: nobody owns it any more. */
  void keep(int block) {
    Span span = spanOf(block);
    if (span != null) {
      int i = block - span.first;
      if (span.states[i] == FREE) {
        span.free--;
      }
      span.states[i] = KEPT;
      span.owners[i] = null;
    }
  }

  /** The block is in the store; a span that is stored is let go. */
  void stored(int block) {
    Span span = spanOf(block);
    if (span != null) {
      span.states[block - span.first] = STORED;
      if (--span.unstored == 0) {
        for (int i = 0; i < spans.size(); i++) {
          if (spans.get(i) == span) {
            spans.remove(i);
          }
        }
      }
    }
  }
}
