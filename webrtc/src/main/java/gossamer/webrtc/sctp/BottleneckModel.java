package gossamer.webrtc.sctp;

/**
 * Congestion control from a model of the path, after BBR (draft-ietf-ccwg-bbr): the highest rate of
 * delivery of the last rounds and the shortest round trip of the last seconds say how much the path
 * holds. Loss by itself does not slow it down, loss of more than {@value #MOST_LOSS_PERCENT} % of a
 * round does.
 */
public final class BottleneckModel implements CongestionControl {
  private static final int INITIAL_PACKETS = 10;
  private static final int LEAST_PACKETS = 4;
  private static final int RATE_ROUNDS = 10;
  private static final int MOST_LOSS_PERCENT = 2;

  /** Lost packets of a round from which it counts: one or two say nothing of a rate. */
  private static final int LEAST_LOSSES = 8;

  private static final double STARTUP_GAIN = 2.77;
  private static final double DRAIN_GAIN = 0.5;
  private static final double WINDOW_GAIN = 2;
  private static final double[] CYCLE = {1.25, 0.8, 1, 1, 1, 1, 1, 1};
  private static final double BACK_OFF = 0.7;

  private static final long MIN_RTT_LIFE = 10_000_000;
  private static final long PROBE_TIME = 200_000;

  /** Below this round trip pacing does nothing that a late host timer does not undo. */
  private static final long UNPACED_RTT = 3_000;

  /** Hosts work in bursts: the path is taken as no shorter than this. */
  private static final long SHORTEST_PATH = 8_000;

  private enum Phase {
    STARTUP,
    DRAIN,
    CRUISE,
    PROBE_RTT
  }

  private final int packet;
  private final long[] rates = new long[RATE_ROUNDS];
  private Phase phase = Phase.STARTUP;
  private long window;
  private long rate;
  private long minRtt = Long.MAX_VALUE;
  private long minRttAt;
  private int round;
  private long nextRound;
  private boolean roundBegan;
  private long fullRate;
  private int fullRounds;
  private int cycle = 2;
  private long cycleAt;
  private long probeUntil;
  private long beforeProbe;
  private long ceiling = Long.MAX_VALUE;
  private long ceilingStep;
  private long roundLost;
  private long roundBytes;

  /** With packets that carry at most so many bytes. */
  public BottleneckModel(int packetBytes) {
    packet = packetBytes;
    window = (long) INITIAL_PACKETS * packetBytes;
  }

  @Override
  public long window() {
    long most = Math.min(window, ceiling);
    return Math.max(phase == Phase.PROBE_RTT ? Math.min(most, holds(0.5)) : most, least());
  }

  @Override
  public long pacingRate() {
    if (minRtt < UNPACED_RTT || rate == 0) {
      return Long.MAX_VALUE;
    }
    double gain =
        switch (phase) {
          case STARTUP -> STARTUP_GAIN;
          case DRAIN -> DRAIN_GAIN;
          case CRUISE -> CYCLE[cycle];
          case PROBE_RTT -> 1;
        };
    // A first short message says nothing of the path: paced by its rate, one packet would be under
    // way at a time, and each wait for the delayed acknowledgement of the other side.
    long initial = (long) INITIAL_PACKETS * packet * 1_000_000 / Math.max(1, minRtt);
    return Math.max(initial, (long) (gain * rate));
  }

  private long least() {
    return (long) LEAST_PACKETS * packet;
  }

  /** What the path holds, times a gain. */
  private long holds(double gain) {
    if (minRtt == Long.MAX_VALUE || rate == 0) {
      return (long) INITIAL_PACKETS * packet;
    }
    return (long) (gain * rate / 1e6 * Math.max(minRtt, SHORTEST_PATH));
  }

  @Override
  public void onAcknowledged(Acknowledgement sample) {
    long now = sample.nowMicros();
    roundBytes += sample.bytes();
    roundBegan = sample.rate() >= 0 && sample.deliveredAtSend() >= nextRound;
    if (roundBegan) {
      nextRound = sample.delivered();
      round++;
      rates[round % RATE_ROUNDS] = 0;
      endRoundOfLoss();
    }
    observe(sample);
    switch (phase) {
      case STARTUP -> lookForFullPath(sample);
      case DRAIN -> {
        if (sample.inFlight() <= holds(1)) {
          cruise(now);
        }
      }
      case CRUISE -> turn(sample);
      case PROBE_RTT -> {
        if (now >= probeUntil && sample.inFlight() <= holds(1)) {
          minRttAt = now;
          window = Math.max(window, beforeProbe);
          cruise(now);
        }
      }
    }
    grow(sample);
  }

  private void observe(Acknowledgement sample) {
    long now = sample.nowMicros();
    boolean old = now - minRttAt > MIN_RTT_LIFE;
    if (sample.rttMicros() >= 0 && (sample.rttMicros() <= minRtt || old)) {
      if (old && sample.rttMicros() > minRtt && phase == Phase.CRUISE) {
        phase = Phase.PROBE_RTT;
        beforeProbe = window;
        probeUntil = now + PROBE_TIME;
      }
      minRtt = sample.rttMicros();
      minRttAt = now;
    }
    if (sample.rate() >= 0 && (!sample.applicationLimited() || sample.rate() >= rate)) {
      int slot = round % RATE_ROUNDS;
      rates[slot] = Math.max(rates[slot], sample.rate());
    }
    long highest = 0;
    for (long r : rates) {
      highest = Math.max(highest, r);
    }
    if (highest > 0) {
      rate = highest;
    }
  }

  /** The path is full when three rounds did not raise the rate by a quarter. */
  private void lookForFullPath(Acknowledgement sample) {
    if (!roundBegan || sample.applicationLimited()) {
      return;
    }
    if (rate >= fullRate + fullRate / 4) {
      fullRate = rate;
      fullRounds = 0;
    } else if (++fullRounds >= 3) {
      phase = Phase.DRAIN;
    }
  }

  private void cruise(long now) {
    phase = Phase.CRUISE;
    cycle = 2;
    cycleAt = now;
  }

  private void turn(Acknowledgement sample) {
    long now = sample.nowMicros();
    boolean over = now - cycleAt > minRtt;
    boolean drained = cycle == 1 && sample.inFlight() <= holds(1);
    if (over || drained) {
      cycle = (cycle + 1) % CYCLE.length;
      cycleAt = now;
    }
  }

  private void grow(Acknowledgement sample) {
    long target = holds(phase == Phase.STARTUP ? STARTUP_GAIN : WINDOW_GAIN) + 3L * packet;
    if (phase == Phase.STARTUP) {
      if (window < target || sample.delivered() < (long) INITIAL_PACKETS * packet) {
        window += sample.bytes();
      }
    } else {
      window = Math.min(window + sample.bytes(), target);
    }
    window = Math.max(window, least());
  }

  // --- loss ---

  @Override
  public void onLost(int bytes, long inFlight, long nowMicros) {
    roundLost += bytes;
    if (roundLost > (long) LEAST_LOSSES * packet
        && roundLost * 100 > MOST_LOSS_PERCENT * Math.max(roundBytes, inFlight)) {
      ceiling = Math.max(least(), (long) (BACK_OFF * Math.max(inFlight, holds(1))));
      ceilingStep = packet;
      roundLost = 0;
      roundBytes = 0;
      if (phase == Phase.STARTUP) {
        phase = Phase.DRAIN;
      }
    }
  }

  private void endRoundOfLoss() {
    if (ceiling != Long.MAX_VALUE) {
      ceiling += ceilingStep;
      ceilingStep *= 2;
      if (ceiling > 4 * holds(WINDOW_GAIN) + least()) {
        ceiling = Long.MAX_VALUE;
      }
    }
    roundLost = 0;
    roundBytes = 0;
  }

  @Override
  public void onTimeout(long nowMicros) {
    window = least();
    roundLost = 0;
    roundBytes = 0;
  }
}
