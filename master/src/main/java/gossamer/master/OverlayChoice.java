package gossamer.master;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Which overlay a master runs: the one it is told, else that of the network which it joins. */
final class OverlayChoice {
  private OverlayChoice() {}

  /**
   * Asks the masters to join, in order, unless the configuration says it. Where none answers it is
   * Kademlia; a master of another overlay then refuses this one.
   *
   * @throws IOException when a network has an overlay that is not known here
   */
  static OverlayKind of(MasterConfig config) throws IOException {
    OverlayKind told = config.overlay();
    if (told != null) {
      return told;
    }
    try (DescriptorLookup lookup = new DescriptorLookup()) {
      for (String master : config.joins()) {
        Optional<byte[]> descriptor =
            lookup.download(master).exceptionally(_ -> Optional.empty()).join();
        if (descriptor.isPresent()) {
          return in(descriptor.get(), master);
        }
      }
    }
    return OverlayKind.KADEMLIA;
  }

  private static OverlayKind in(byte[] descriptor, String master) throws IOException {
    try {
      return Json.text(descriptor, "overlay").map(OverlayKind::parse).orElse(OverlayKind.KADEMLIA);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("the descriptor of " + master + " is of no use: " + e.getMessage(), e);
    }
  }
}
