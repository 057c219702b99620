package gossamer.jvm;

import java.util.function.LongSupplier;

/**
 * Milliseconds since 1970 that never go back: follows the wall clock when it is ahead, for example
 * after the machine slept, and the steady clock when the wall clock was set back.
 */
final class MonotoneClock {
  private static final long NANOS = 1_000_000;

  private final LongSupplier wallMillis;
  private final LongSupplier steadyNanos;
  private long lastNanos;
  private long now;
  private long carry;

  MonotoneClock(LongSupplier wallMillis, LongSupplier steadyNanos) {
    this.wallMillis = wallMillis;
    this.steadyNanos = steadyNanos;
    this.lastNanos = steadyNanos.getAsLong();
    this.now = wallMillis.getAsLong();
  }

  static MonotoneClock ofSystem() {
    return new MonotoneClock(System::currentTimeMillis, System::nanoTime);
  }

  /** The time now. */
  long millis() {
    long nanos = steadyNanos.getAsLong();
    carry += nanos - lastNanos;
    lastNanos = nanos;
    now += carry / NANOS;
    carry %= NANOS;
    now = Math.max(now, wallMillis.getAsLong());
    return now;
  }
}
