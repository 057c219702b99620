package gossamer.webrtc.sctp;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map from stream ids, 0 to 65,535, that costs nothing until it is used: pages of 16 entries, the
 * list of pages as long as the highest id needs.
 */
final class StreamTable<T> {
  private static final int SHIFT = 4;
  private static final int PAGE = 1 << SHIFT;
  private static final Object[][] NONE = {};

  private @Nullable Object[] @Nullable [] pages = NONE;

  @Nullable T get(int stream) {
    int page = stream >> SHIFT;
    if (page >= pages.length || pages[page] == null) {
      return null;
    }
    return cast(pages[page][stream & (PAGE - 1)]);
  }

  T getOrMake(int stream, Supplier<T> make) {
    int page = stream >> SHIFT;
    if (page >= pages.length) {
      pages = Arrays.copyOf(pages, page + 1);
    }
    @Nullable Object[] entries = pages[page];
    if (entries == null) {
      entries = new Object[PAGE];
      pages[page] = entries;
    }
    T found = cast(entries[stream & (PAGE - 1)]);
    if (found == null) {
      found = make.get();
      entries[stream & (PAGE - 1)] = found;
    }
    return found;
  }

  void clear() {
    pages = NONE;
  }

  @SuppressWarnings("unchecked") // only getOrMake puts entries in
  private @Nullable T cast(@Nullable Object entry) {
    return (T) entry;
  }
}
