package gossamer.webrtc;

import gossamer.fuzzing.Fuzzing;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** No text makes the reading of a server's URI throw anything but its own exception. */
class IceUriFuzzTest {
  @Test
  void survives() throws Exception {
    Fuzzing.check(IceUriFuzzTest.class);
  }

  public static void fuzzerTestOneInput(byte[] input) {
    IceUri uri;
    try {
      uri = IceUri.parse(new String(input, StandardCharsets.UTF_8));
    } catch (IceUriException expected) {
      return;
    }
    try {
      if (!IceUri.parse(uri.text()).equals(uri) && uri.scheme() != IceUri.Scheme.STUNS) {
        throw new IllegalStateException("read differently again: " + uri);
      }
    } catch (IceUriException e) {
      throw new IllegalStateException("not read again: " + uri, e);
    }
  }
}
