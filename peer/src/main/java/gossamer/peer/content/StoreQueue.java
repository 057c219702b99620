package gossamer.peer.content;

import gossamer.peer.host.Output;
import java.util.ArrayDeque;

/** The true blocks of one fetch on their way to its store, which works on some at a time. */
final class StoreQueue {
  /** Blocks that the store works on. */
  static final int STORING = 64;

  private record Arrived(int index, int ref) {}

  private final ContentPort port;
  private final int ticket;
  private final ArrayDeque<Arrived> arrived = new ArrayDeque<>();
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
    while (storing < STORING && !arrived.isEmpty()) {
      Arrived next = arrived.remove();
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
    while (!arrived.isEmpty()) {
      port.output(new Output.DropBlock(arrived.remove().ref()));
    }
  }
}
