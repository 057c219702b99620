package gossamer.conformance;

import java.util.List;

/**
 * Runs the portable tests on whichever platform it was compiled for and prints what was executed:
 * {@code ok TAB name} or {@code failed TAB name TAB reason} for each test, then {@code total TAB
 * executed TAB failed}.
 *
 * <p>Arguments: {@code [NAME] [--seed N]}; NAME is a part of the names of the tests to run, all
 * when it is left out.
 */
public final class Main {
  private Main() {}

  /** Runs the tests; the exit code on the JVM is 1 when one failed or none was run. */
  public static void main(String[] args) {
    String part = "";
    long seed = Catalogue.SEED;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--seed") && i + 1 < args.length) {
        seed = Long.parseLong(args[++i]);
      } else {
        part = args[i];
      }
    }
    int executed = 0;
    int failed = 0;
    List<Catalogue.Test> tests = Catalogue.tests(seed);
    for (Catalogue.Test test : tests) {
      if (test.name().contains(part)) {
        executed++;
        failed += run(test, seed) ? 0 : 1;
      }
    }
    System.out.println("total\t" + executed + "\t" + failed);
    if (failed > 0 || executed == 0) {
      throw new CheckFailure(failed + " of " + executed + " tests failed");
    }
  }

  private static boolean run(Catalogue.Test test, long seed) {
    long start = System.currentTimeMillis();
    String reason = test.failure();
    if (reason == null) {
      long millis = System.currentTimeMillis() - start;
      System.out.println("ok\t" + test.name() + "\t" + millis);
      return true;
    }
    System.out.println("failed\t" + test.name() + "\t" + reason);
    System.out.println("# " + replay(test.name(), seed));
    return false;
  }

  /** The command that runs one test again with the same seed. */
  public static String replay(String name, long seed) {
    return "./gossamer replay \"" + name + "\" --seed " + seed;
  }
}
