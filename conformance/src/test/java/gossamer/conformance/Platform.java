package gossamer.conformance;

import java.util.List;

/** Where the portable tests run. */
interface Platform {
  /** The module that TeaVM compiled. */
  String MODULE = "conformance.mjs";

  /** Minutes after which a run is given up. */
  int MINUTES = 15;

  /** The platform's name. */
  String name();

  /** Runs all tests and lists what was executed, in its order. */
  List<Executed> run();
}
