package gossamer.conformance;

import gossamer.conformance.foundation.IdSuite;
import gossamer.conformance.foundation.MalformedSuite;
import gossamer.conformance.foundation.RandomSuite;
import gossamer.conformance.foundation.Sha256Suite;
import gossamer.conformance.foundation.VectorSuite;
import gossamer.conformance.network.CircuitSuite;
import gossamer.conformance.network.ContentSuite;
import gossamer.conformance.network.CrowdSuite;
import gossamer.conformance.network.FloodSuite;
import gossamer.conformance.network.FullMasterSuite;
import gossamer.conformance.network.HelloSuite;
import gossamer.conformance.network.HostileRelaySuite;
import gossamer.conformance.network.LineSuite;
import gossamer.conformance.network.LivenessSuite;
import gossamer.conformance.network.MastersSuite;
import gossamer.conformance.network.MessageSuite;
import gossamer.conformance.network.RecordSuite;
import gossamer.conformance.network.SignalSuite;
import gossamer.conformance.network.SurvivalSuite;
import gossamer.conformance.network.UpkeepSuite;
import gossamer.peer.overlay.Chord;
import gossamer.peer.overlay.Kademlia;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.ProtocolException;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** All suites, in the order in which every platform runs them. */
public final class Catalogue {
  /** The seed of an ordinary run. */
  public static final long SEED = 20_260_101;

  private static final int LONGEST = 1_000;

  private static final Topology KADEMLIA = new Kademlia();

  private static final Topology CHORD = new Chord();

  /** A test of a suite, ready to run; {@code name} is {@code suite/test}. */
  public record Test(String name, Checks.Body body) {
    /** Runs the test; null when it passed, else why it failed, in one line. */
    public @Nullable String failure() {
      try {
        body.run();
        return null;
      } catch (CheckFailure found) {
        return line(String.valueOf(found.getMessage()));
      } catch (ProtocolException
          | IllegalArgumentException
          | IllegalStateException
          | IndexOutOfBoundsException
          | NullPointerException
          | ClassCastException
          | ArithmeticException
          | NegativeArraySizeException
          | NoSuchElementException
          | UnsupportedOperationException
          | ConcurrentModificationException
          | StackOverflowError
          | AssertionError defect) {
        return line(defect + place(defect));
      }
    }

    private static String place(Throwable defect) {
      StackTraceElement[] trace = defect.getStackTrace();
      StringBuilder places = new StringBuilder();
      for (int i = 0; i < Math.min(6, trace.length); i++) {
        places.append(" at ").append(trace[i]);
      }
      return places.toString();
    }

    private static String line(String text) {
      String line = text.replace('\n', ' ').replace('\t', ' ');
      return line.length() > LONGEST ? line.substring(0, LONGEST) + " ..." : line;
    }
  }

  private Catalogue() {}

  private static List<Suite> suites() {
    return List.of(
        new IdSuite(),
        new Sha256Suite(),
        new RandomSuite(),
        new VectorSuite(),
        new MalformedSuite(),
        new HelloSuite(),
        new LivenessSuite(),
        new LineSuite(),
        new MastersSuite(KADEMLIA),
        new FullMasterSuite(KADEMLIA),
        new CrowdSuite(KADEMLIA),
        new MessageSuite(KADEMLIA),
        new RecordSuite(KADEMLIA),
        new SignalSuite(KADEMLIA),
        new UpkeepSuite(KADEMLIA),
        new CircuitSuite(),
        new HostileRelaySuite(),
        new SurvivalSuite(),
        new ContentSuite(),
        new FloodSuite(),
        new MastersSuite(CHORD),
        new FullMasterSuite(CHORD),
        new CrowdSuite(CHORD),
        new MessageSuite(CHORD),
        new RecordSuite(CHORD),
        new SignalSuite(CHORD),
        new UpkeepSuite(CHORD));
  }

  /** All tests, drawing from this seed. */
  public static List<Test> tests(long seed) {
    List<Test> tests = new ArrayList<>();
    for (Suite suite : suites()) {
      suite.define(
          new Checks() {
            @Override
            public void test(String name, Body body) {
              tests.add(new Test(suite.name() + "/" + name, body));
            }

            @Override
            public long seed() {
              return seed;
            }
          });
    }
    return tests;
  }
}
