package gossamer.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MonotoneClockTest {
  private long wall = 1_000_000;
  private long nanos = Long.MAX_VALUE - 2_000_000;
  private final MonotoneClock clock = new MonotoneClock(() -> wall, () -> nanos);

  @Test
  void followsTheWallClockWhenItJumpsAhead() {
    wall += 3_600_000;
    nanos += 1_000_000;
    assertEquals(4_600_000, clock.millis());
  }

  @Test
  void goesOnSteadilyWhenTheWallClockIsSetBack() {
    wall -= 500_000;
    nanos += 7_000_000;
    assertEquals(1_000_007, clock.millis());
    nanos += 5_000_000;
    assertEquals(1_000_012, clock.millis());
  }

  @Test
  void losesNoFractionsOfAMillisecond() {
    wall = 0;
    for (int i = 0; i < 1000; i++) {
      nanos += 999_999;
      clock.millis();
    }
    assertEquals(1_000_999, clock.millis());
  }
}
