package gossamer.evaluation.own;

import gossamer.evaluation.endpoint.EndpointProgram;
import gossamer.jvm.dtls.EngineFactory;
import java.io.IOException;
import java.io.PrintStream;

/** An endpoint over our own data channels. */
public final class OwnProgram {
  private static final int WARM_UP = 20;

  private OwnProgram() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    // The protocol has the standard output for itself; what libraries log goes elsewhere.
    PrintStream protocol = System.out;
    System.setOut(System.err);
    EngineFactory.warmUp(WARM_UP);
    EndpointProgram.serve(new OwnStack(), System.in, protocol);
  }
}
