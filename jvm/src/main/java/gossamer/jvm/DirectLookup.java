package gossamer.jvm;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Finds out where a master takes data channels that nobody signals. Any thread may ask. */
@FunctionalInterface
public interface DirectLookup {
  /**
   * Asks a master.
   *
   * @param webSocket its address, {@code ws(s)://host[:port]/path}
   * @return empty when it takes none or does not say; never fails otherwise than with an {@link
   *     java.io.IOException}
   */
  CompletionStage<Optional<DirectAddress>> find(String webSocket);
}
