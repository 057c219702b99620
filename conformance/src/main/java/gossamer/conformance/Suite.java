package gossamer.conformance;

/** A group of portable tests: plain Java without reflection, so that every platform can run it. */
public interface Suite {
  /** What the suite is about, a few words; unique in the {@link Catalogue}. */
  String name();

  /** Names the tests of this suite; none is run meanwhile. */
  void define(Checks checks);
}
