package gossamer.conformance;

import gossamer.peer.wire.ProtocolException;

/** Takes in the tests of a {@link Suite}. */
public interface Checks {
  /**
   * Adds a test.
   *
   * @param name the behaviour that is shown; unique in its suite
   */
  void test(String name, Body body);

  /** The seed from which tests draw; a failure is replayed with the same one. */
  long seed();

  /** What a test does; it fails by throwing. */
  interface Body {
    /** Runs the test. */
    void run() throws ProtocolException;
  }
}
