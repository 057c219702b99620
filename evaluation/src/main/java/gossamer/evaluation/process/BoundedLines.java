package gossamer.evaluation.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of UTF-8, each cut at a limit: whoever writes cannot fill the memory of who reads.
 */
public final class BoundedLines {
  private final InputStream in;
  private final int limit;

  /** Lines longer than {@code limit} bytes lose their end. */
  public BoundedLines(InputStream in, int limit) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.limit = limit;
  }

  /** The next line without its end, or null when there are no more. */
  public @Nullable String next() throws IOException {
    var line = new ByteArrayOutputStream(256);
    int read = in.read();
    if (read < 0) {
      return null;
    }
    while (read >= 0 && read != '\n') {
      if (line.size() < limit) {
        line.write(read);
      }
      read = in.read();
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
