package gossamer.evaluation.oracle;

import gossamer.evaluation.endpoint.EndpointProgram;
import java.io.IOException;

/** An endpoint over libwebrtc; needs webrtc-java and its native code on the class path. */
public final class LibwebrtcProgram {
  private LibwebrtcProgram() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    EndpointProgram.serve(stack(), System.in, System.out);
    // The native threads are not daemons, and taking them down one by one may hang.
    Runtime.getRuntime().halt(0);
  }

  private static LibwebrtcStack stack() {
    try {
      return new LibwebrtcStack();
    } catch (LinkageError e) {
      System.err.println(
          "libwebrtc cannot be loaded; on Debian: apt-get install libpulse0 libx11-6 libxfixes3"
              + " libxrandr2 libxcomposite1 libdbus-1-3");
      throw e;
    }
  }
}
