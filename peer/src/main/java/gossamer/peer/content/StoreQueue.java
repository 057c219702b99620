package gossamer.peer.content;

import gossamer.peer.host.Output;
import gossamer.peer.table.Queue;

/** The true blocks of one fetch on their way to its store, which works on some at a time. */
final class StoreQueue {
  /** Blocks that the store works on. */
  static final int STORING = 64;

  private record Arrived(int index, int ref) {}

  private final ContentPort port;
  private final int ticket;
  private final Queue<Arrived> arrived = new Queue<>();
  private int storing;

  StoreQueue(ContentPort port, int ticket) {
    this.port = port;
    this.ticket = ticket;
  }

  void add(int index, int ref) {
    arrived.add(new Arrived(index, ref));
    store();
  }

  /** The store is done with a block. */
  void stored() {
    storing--;
    store();
  }

  private void store() {
    while (storing < STORING) {
      Arrived next = arrived.poll();
      if (next == null) {
        return;
      }
      storing++;
      port.output(new Output.KeepBlock(ticket, next.index(), next.ref()));
    }
  }

  /** Whether blocks wait because the store is slower than the holders. */
  boolean isFull() {
    return !arrived.isEmpty();
  }

  boolean isBusy() {
    return storing > 0;
  }

  /** Nothing more is to be stored. */
  void close() {
    for (Arrived next = arrived.poll(); next != null; next = arrived.poll()) {
      port.output(new Output.DropBlock(next.ref()));
    }
  }
}
