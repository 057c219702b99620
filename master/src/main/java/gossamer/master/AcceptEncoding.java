package gossamer.master;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The Accept-Encoding header (RFC 9110 §12.5.3), as far as gzip goes. */
final class AcceptEncoding {
  private AcceptEncoding() {}

  /** Whether gzip, or anything at all, is listed with a weight above zero. */
  static boolean takesGzip(@Nullable String header) {
    if (header == null) {
      return false;
    }
    boolean any = false;
    for (String item : header.toLowerCase(Locale.ROOT).split(",", 32)) {
      int semicolon = item.indexOf(';');
      String coding = (semicolon < 0 ? item : item.substring(0, semicolon)).strip();
      boolean wanted =
          semicolon < 0 || !item.substring(semicolon + 1).strip().matches("q=0(\\.0*)?");
      if (coding.equals("gzip")) {
        return wanted;
      }
      any |= coding.equals("*") && wanted;
    }
    return any;
  }
}
