package gossamer.simulator;

import gossamer.peer.content.MerkleTree;
import gossamer.peer.host.Event;
import gossamer.peer.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file that a peer fetches, and the disk that takes it in. */
public final class Download {
  private final Outcome outcome;
  private final Map<Integer, byte[]> blocks = new TreeMap<>();
  private final List<Event.Progress> progress = new ArrayList<>();
  private int capacity = Integer.MAX_VALUE;
  private int writtenTwice;
  private byte @Nullable [] manifest;

  Download(Outcome outcome) {
    this.outcome = outcome;
  }

  /** What became of it. */
  public Outcome outcome() {
    return outcome;
  }

  /** The disk has room for this many blocks. */
  public void capacity(int most) {
    capacity = most;
  }

  /** The manifest as it was told, or null. */
  public byte @Nullable [] manifest() {
    return manifest;
  }

  /** What the application was told, oldest first. */
  public List<Event.Progress> progress() {
    return List.copyOf(progress);
  }

  /** Blocks that are on the disk. */
  public int blocks() {
    return blocks.size();
  }

  /** Blocks that were written though they were there. */
  public int writtenTwice() {
    return writtenTwice;
  }

  /** All blocks, one behind the other. */
  public byte[] bytes() {
    int length = 0;
    for (byte[] block : blocks.values()) {
      length += block.length;
    }
    byte[] bytes = new byte[length];
    int expected = 0;
    for (Map.Entry<Integer, byte[]> entry : blocks.entrySet()) {
      if (entry.getKey() != expected++) {
        throw new IllegalStateException("a hole before block " + entry.getKey());
      }
      byte[] block = entry.getValue();
      System.arraycopy(block, 0, bytes, entry.getKey() * MerkleTree.BLOCK, block.length);
    }
    return bytes;
  }

  void told(Event event) {
    if (event instanceof Event.Progress each) {
      progress.add(each);
    } else if (event instanceof Event.ManifestKnown known) {
      manifest = known.manifest();
    }
  }

  @Nullable ErrorCode write(int index, byte[] block) {
    if (blocks.containsKey(index)) {
      writtenTwice++;
    } else if (blocks.size() >= capacity) {
      return ErrorCode.DISK_FULL;
    }
    blocks.put(index, block);
    return null;
  }
}
