package gossamer.master;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Something served as it is: its bytes, also compressed where that helps, and its entity tag. */
final class StaticFile {
  private static final int HASH_BYTES = 15;

  private final String contentType;
  private final String cacheControl;
  private final String tag;
  private final ByteBuf plain;
  private final @Nullable ByteBuf gzip;

  /**
   * Prepares a file.
   *
   * @param compressible whether to keep it compressed as well, if that is smaller
   */
  StaticFile(String contentType, String cacheControl, boolean compressible, byte[] bytes) {
    this.contentType = contentType;
    this.cacheControl = cacheControl;
    this.tag = hash(bytes);
    this.plain = constant(bytes);
    byte[] smaller = compressible ? compress(bytes) : bytes;
    this.gzip = smaller.length < bytes.length ? constant(smaller) : null;
  }

  private static ByteBuf constant(byte[] bytes) {
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes)).asReadOnly();
  }

  String contentType() {
    return contentType;
  }

  String cacheControl() {
    return cacheControl;
  }

  /** Whether the answer depends on Accept-Encoding. */
  boolean varies() {
    return gzip != null;
  }

  /** Whether a client with this Accept-Encoding gets the compressed bytes. */
  boolean compressedFor(@Nullable String acceptEncoding) {
    return gzip != null && AcceptEncoding.takesGzip(acceptEncoding);
  }

  /** The strong entity tag of one representation (RFC 9110 §8.8.3). */
  String etag(boolean compressed) {
    return compressed ? '"' + tag + "-gzip\"" : '"' + tag + '"';
  }

  /** The bytes of one representation, shared by all who send them. */
  ByteBuf body(boolean compressed) {
    return compressed && gzip != null ? gzip.duplicate() : plain.duplicate();
  }

  /** Bytes in memory. */
  long size() {
    return plain.capacity() + (gzip == null ? 0L : gzip.capacity());
  }

  private static byte[] compress(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length / 2 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(digest, HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
