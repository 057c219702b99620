package gossamer.master;

import java.util.Map;

/** Media types (IANA registry) by the ending of a file's name. */
final class ContentType {
  static final String HTML = "text/html; charset=utf-8";
  static final String JSON = "application/json";
  static final String TEXT = "text/plain; charset=utf-8";

  private static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("html", HTML),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", JSON),
          Map.entry("map", JSON),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", TEXT),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("avif", "image/avif"),
          Map.entry("ico", "image/vnd.microsoft.icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wasm", "application/wasm"));

  private ContentType() {}

  /** The type of a file by its name. */
  static String of(String name) {
    return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('.') + 1), UNKNOWN);
  }

  /** Whether files of this type become smaller by compression. */
  static boolean compressible(String type) {
    return type.startsWith("text/")
        || type.startsWith(JSON)
        || type.equals("application/manifest+json")
        || type.equals("application/wasm")
        || type.equals("image/svg+xml");
  }
}
