package gossamer.simulator.swarm;

import org.jspecify.annotations.Nullable;

/** One end of an open transport. There are dozens for each peer, so that its fields are few. */
final class End {
  private static final int CLOSED = -1;

  final Node node;
  final int link;

  /** When the last frame on its way to it arrives; {@link #CLOSED} once it is closed. */
  int arrival;

  @Nullable End other;

  End(Node node, int link) {
    this.node = node;
    this.link = link;
  }

  static void join(End one, End two) {
    one.other = two;
    two.other = one;
  }

  boolean closed() {
    return arrival == CLOSED;
  }

  void close() {
    arrival = CLOSED;
  }

  End other() {
    End end = other;
    if (end == null) {
      throw new IllegalStateException("not joined");
    }
    return end;
  }
}
