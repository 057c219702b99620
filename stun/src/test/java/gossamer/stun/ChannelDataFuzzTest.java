package gossamer.stun;

import gossamer.fuzzing.Fuzzing;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** No bytes confuse ChannelData or the frames of a stream. */
class ChannelDataFuzzTest {
  @Test
  void survives() throws Exception {
    Fuzzing.check(ChannelDataFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    ByteBuffer bytes = ByteBuffer.wrap(input);
    ChannelData.parse(bytes)
        .ifPresent(data -> {
          if (data.payload().remaining() + ChannelData.HEADER > input.length
              || data.channel() < 0x4000
              || data.channel() > 0x7fff) {
            throw new IllegalStateException("out of bounds: " + data);
          }
        });
    OptionalInt frame = StreamFrame.rfc4571(bytes);
    if (frame.isPresent() && frame.getAsInt() < StreamFrame.PREFIX) {
      throw new IllegalStateException("a frame without end");
    }
    try {
      OptionalInt turn = StreamFrame.turn(bytes);
      if (turn.isPresent() && (turn.getAsInt() < 4 || (turn.getAsInt() & 3) != 0)) {
        throw new IllegalStateException("a frame of " + turn);
      }
    } catch (StunException expected) {
      if (ChannelData.looksLike(bytes)) {
        throw new IllegalStateException("two opinions", expected);
      }
    }
  }
}
