package gossamer.webrtc.sctp;

import gossamer.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** No chunk makes its reading throw, and what is read says the same when it is written again. */
class SctpChunkFuzzTest {
  private static final byte[] KEY = new byte[32];

  @Test
  void survives() throws Exception {
    Fuzzing.check(SctpChunkFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < ChunkType.HEADER) {
      return;
    }
    // Nothing behind the chunk: whoever reads beyond its length throws.
    ByteBuffer chunk = ByteBuffer.wrap(input).asReadOnlyBuffer();
    SackReader.isWellFormed(chunk, 0, input.length);
    StreamResets.isWellFormed(chunk, 0, input.length);
    if (StateCookie.open(KEY, chunk, 0, input.length) != null) {
      throw new IllegalStateException("a cookie of another's making");
    }
    InitChunk init = InitChunk.parse(chunk, 0, input.length);
    if (init != null) {
      init(init);
    }
  }

  private static void init(InitChunk init) {
    byte[] written = init.encode(ChunkType.INIT);
    InitChunk again = InitChunk.parse(ByteBuffer.wrap(written), 0, written.length);
    if (again == null
        || again.tag() != init.tag()
        || again.window() != init.window()
        || again.outbound() != init.outbound()
        || again.inbound() != init.inbound()
        || again.initialTsn() != init.initialTsn()
        || again.zeroChecksum() != init.zeroChecksum()
        || !Arrays.equals(again.cookie(), init.cookie())) {
      throw new IllegalStateException(init + " became " + again);
    }
    byte[] sealed = new StateCookie(7, 8, init).seal(KEY);
    StateCookie cookie = StateCookie.open(KEY, ByteBuffer.wrap(sealed), 0, sealed.length);
    if (cookie == null || cookie.localTag() != 7 || cookie.init().tag() != init.tag()) {
      throw new IllegalStateException("the cookie of " + init + " does not open");
    }
  }
}
