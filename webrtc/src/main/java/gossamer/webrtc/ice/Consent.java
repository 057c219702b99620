package gossamer.webrtc.ice;

import gossamer.stun.TransactionId;
import java.util.ArrayDeque;
import java.util.random.RandomGenerator;

/** Asks whether the other side still wants packets (RFC 7675), and notices silence. */
final class Consent {
  /** Section 5.1: consent is over this long after the last answer. */
  static final long EXPIRY_MICROS = 30_000_000;

  private static final int OUTSTANDING = 8;

  private final RandomGenerator random;
  private final long interval;
  private final Silence silence;
  private final ArrayDeque<TransactionId> asked = new ArrayDeque<>();
  private long grantedAt;
  private long nextAt = Long.MAX_VALUE;

  Consent(IceConfig config, RandomGenerator random, long nowMicros) {
    this.random = random;
    this.interval = config.consentInterval();
    this.silence = new Silence(config.liveness(), nowMicros);
  }

  /** There is a path: consent was just given by the answer to a check. */
  void begin(long nowMicros) {
    granted(nowMicros);
    nextAt = nowMicros + varied();
  }

  void granted(long nowMicros) {
    grantedAt = nowMicros;
    silence.heard(nowMicros);
  }

  void heard(long nowMicros) {
    silence.heard(nowMicros);
  }

  boolean lost(long nowMicros) {
    return silence.lost(nowMicros) || nowMicros - grantedAt >= EXPIRY_MICROS;
  }

  /** True when a check is to be sent now. */
  boolean due(long nowMicros) {
    boolean regular = nowMicros >= nextAt;
    boolean silent = silence.probe(nowMicros);
    if (regular) {
      nextAt = nowMicros + varied();
    }
    return regular || silent;
  }

  TransactionId ask() {
    if (asked.size() == OUTSTANDING) {
      asked.removeFirst();
    }
    TransactionId id = TransactionId.next(random);
    asked.add(id);
    return id;
  }

  boolean take(TransactionId id) {
    return asked.remove(id);
  }

  boolean waitsFor(TransactionId id) {
    return asked.contains(id);
  }

  long deadlineMicros() {
    return Math.min(Math.min(nextAt, grantedAt + EXPIRY_MICROS), silence.deadlineMicros());
  }

  private long varied() {
    return interval * (800 + random.nextInt(401)) / 1000;
  }
}
