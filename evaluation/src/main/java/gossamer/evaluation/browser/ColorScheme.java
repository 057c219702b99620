package gossamer.evaluation.browser;

import java.util.Locale;

/** What the page is told the user prefers (CSS Media Queries 5, prefers-color-scheme). */
public enum ColorScheme {
  LIGHT,
  DARK;

  String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
