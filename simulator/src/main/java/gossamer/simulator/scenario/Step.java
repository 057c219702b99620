package gossamer.simulator.scenario;

import java.util.List;

/** One line of a script. Times are in milliseconds, shares between 0 and 1. */
public sealed interface Step {
  /** {@code overlay kademlia} or {@code overlay chord}: of the network; peers are yet to come. */
  record Overlay(boolean chord) implements Step {}

  /** Where latencies come from. */
  enum Latencies {
    /** The distances between cities. */
    CITIES,
    /** Published measurements between cities. */
    MEASURED,
    /** Drawn for each pair. */
    DRAWN
  }

  /** {@code latency cities}, {@code latency measured}, or {@code latency FROM to TO}: one way. */
  record Latency(Latencies source, int from, int to) implements Step {}

  /** {@code jitter TIME}: up to so much more for each frame. */
  record Jitter(int millis) implements Step {}

  /** {@code loss SHARE} of datagrams. */
  record Loss(double share) implements Step {}

  /** {@code nat open S cone S restricted S symmetric S blocked S}: together 100 %. */
  record Nats(List<Integer> percent) implements Step {}

  /** {@code masters N}: start so many more. */
  record Masters(int count) implements Step {}

  /** {@code links MOST desired N}: of peers that join later. */
  record Links(int most, int desired) implements Step {}

  /** {@code pace N}: all look after their links so many times slower; peers are yet to come. */
  record Pace(int times) implements Step {}

  /** {@code join SHARE over TIME}: so much of the peers join, evenly. */
  record Join(double share, int over) implements Step {}

  /**
   * {@code fill SHARE} or {@code fill SHARE full}: so much of the peers is there at once, linked by
   * an oracle, perhaps with all the links that they may have.
   */
  record Fill(double share, boolean full) implements Step {}

  /** {@code run TIME}. */
  record Run(int millis) implements Step {}

  /** {@code measure TIME as NAME}: what peers send meanwhile. */
  record Traffic(int millis, String name) implements Step {}

  /** What a probe asks of a peer. */
  enum Ask {
    /** Find a random peer's record. */
    LOOKUP,
    /** Route a message by key to a random peer's id. */
    ROUTE,
    /** Send a random peer an acknowledged message. */
    MESSAGE
  }

  /** {@code lookup|route|message N over TIME within TIME as NAME}. */
  record Probe(Ask ask, int count, int over, int within, String name) implements Step {}

  /** {@code kill SHARE}: die at once and silently. */
  record Kill(double share) implements Step {}

  /** {@code kill masters}: all of them. */
  record KillMasters() implements Step {}

  /** {@code leave SHARE}: say goodbye at once. */
  record Leave(double share) implements Step {}

  /** {@code mute SHARE}: of so many peers one link goes silent in one direction. */
  record Mute(double share) implements Step {}

  /**
   * {@code churn median TIME shape X crash SHARE}: sessions after Weibull, and a new peer for each
   * that goes; shape 1 is exponential. {@code churn off} ends it (median 0).
   */
  record Churn(int median, double shape, double crash) implements Step {}

  /** {@code doors masters|peers}: who lets later peers in. */
  record Doors(boolean peers) implements Step {}

  /**
   * {@code bridge N}: so many times two peers of different parts are handed a link to each other.
   */
  record Bridge(int count) implements Step {}

  /** {@code liars SHARE}: so many of the peers do wrong from now on. */
  record Liars(double share) implements Step {}

  /** {@code part SHARE}: so many peers and half of the masters are cut off from the others. */
  record Part(double share) implements Step {}

  /** {@code heal}: the parts reach each other again. */
  record Heal() implements Step {}

  /**
   * {@code recover within TIME as NAME}: until every peer is linked with every other, by others.
   */
  record Recover(int within, String name) implements Step {}
}
