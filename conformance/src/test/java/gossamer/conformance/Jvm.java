package gossamer.conformance;

import java.util.ArrayList;
import java.util.List;

/** This JVM. */
final class Jvm implements Platform {
  @Override
  public String name() {
    return "JVM";
  }

  @Override
  public List<Executed> run() {
    List<Executed> executed = new ArrayList<>();
    for (Catalogue.Test test : Catalogue.tests(Catalogue.SEED)) {
      executed.add(new Executed(test.name(), test.failure()));
    }
    return executed;
  }
}
