package gossamer.master;

import org.jspecify.annotations.Nullable;

/** The If-None-Match header (RFC 9110 §13.1.2). */
final class EntityTags {
  private EntityTags() {}

  /** Whether the header lists this tag, or any. The comparison is the weak one. */
  static boolean match(@Nullable String header, String etag) {
    if (header == null) {
      return false;
    }
    for (String item : header.split(",", 32)) {
      String tag = item.strip();
      if (tag.equals("*") || (tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
