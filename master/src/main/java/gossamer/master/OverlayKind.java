package gossamer.master;

import gossamer.peer.overlay.Chord;
import gossamer.peer.overlay.Kademlia;
import gossamer.peer.overlay.Topology;
import java.util.Arrays;
import java.util.Locale;

/** The overlays a network may have, by the names that its descriptor gives them. */
public enum OverlayKind {
  KADEMLIA,
  CHORD;

  /**
   * The overlay of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static OverlayKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("the overlay is kademlia or chord, not " + text));
  }

  /** As descriptors and people write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The version of a descriptor that names it: who knows Kademlia only has to keep away. */
  int version() {
    return this == KADEMLIA ? 1 : 2;
  }

  Topology topology() {
    return switch (this) {
      case KADEMLIA -> new Kademlia();
      case CHORD -> new Chord();
    };
  }
}
