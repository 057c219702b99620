package gossamer.simulator.swarm;

import org.jspecify.annotations.Nullable;

/** One end of an open transport. */
final class End {
  final Node node;
  final int link;

  /** Whether bytes that leave here vanish without a word. */
  boolean mute;

  boolean closed;
  int arrival;
  @Nullable End other;

  /** How a new path for it is being looked for (ICE restart). */
  Setup.@Nullable Attempt restart;

  End(Node node, int link) {
    this.node = node;
    this.link = link;
  }

  static void join(End one, End two) {
    one.other = two;
    two.other = one;
  }

  End other() {
    End end = other;
    if (end == null) {
      throw new IllegalStateException("not joined");
    }
    return end;
  }
}
