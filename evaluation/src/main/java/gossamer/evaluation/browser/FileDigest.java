package gossamer.evaluation.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Tells whether a file in a page is the file on disk, without having it in memory: SHA-256 over the
 * SHA-256 of each MiB, because Web Crypto has no digest in parts.
 */
public final class FileDigest {
  private static final int PART = 1 << 20;

  private static final String DIGEST =
      """
      async part => {
        const found = (SCRIPT
        );
        const file = await (typeof found === 'function' ? found() : found);
        const digests = [];
        for (let start = 0; start < file.size; start += part) {
          const bytes = await file.slice(start, start + part).arrayBuffer();
          digests.push(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
        }
        const all = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(digests).arrayBuffer()));
        return [...all].map(byte => byte.toString(16).padStart(2, '0')).join('');
      }
      """;

  private FileDigest() {}

  /** The digest of a file on disk, in hexadecimal. */
  public static String of(Path file) throws IOException {
    MessageDigest whole = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
        whole.update(sha256().digest(part));
      }
    }
    return HexFormat.of().formatHex(whole.digest());
  }

  /**
   * The digest of a {@code Blob} or {@code File} in a page, in hexadecimal.
   *
   * @param script gives the blob; it may be a function and may give a promise
   */
  public static String of(Page page, String script, Duration patience) {
    return page.evaluate(patience, DIGEST.replace("SCRIPT", script), PART).asString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
