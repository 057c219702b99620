package gossamer.webrtc.sdp;

import gossamer.fuzzing.Fuzzing;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** No text makes the reading of a description throw anything but its own exception. */
class SdpFuzzTest {
  @Test
  void survives() throws Exception {
    Fuzzing.check(SdpFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    SessionDescription read;
    try {
      read = SessionDescription.parse(new String(input, StandardCharsets.UTF_8));
    } catch (SdpException expected) {
      return;
    }
    try {
      DataSection again = SessionDescription.parse(read.text()).data();
      if (!again.equals(read.data())) {
        throw new IllegalStateException("read differently again: " + read);
      }
    } catch (SdpException e) {
      throw new IllegalStateException("not read again: " + read, e);
    }
  }
}
