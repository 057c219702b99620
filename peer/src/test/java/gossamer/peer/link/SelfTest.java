package gossamer.peer.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord.Claims;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTest {
  private static final long DAY = 24L * 3600 * 1000;

  /** A time at which the last 32 bits of the milliseconds since 1970 begin anew. */
  private static final long WRAP = 500L << 32;

  private final Self self =
      new Self(
          new Claims(PeerKind.BROWSER, new byte[32], new byte[32], 0, 1, 48, null, List.of()),
          "test",
          new byte[32],
          1);

  @Test
  void timePassesWhileTheClockBeginsAnew() {
    self.advance(WRAP - 400);
    int then = self.clock();
    self.advance(WRAP + 599);
    assertFalse(self.passed(then, 1_000));
    self.advance(WRAP + 600);
    assertTrue(self.passed(then, 1_000));
  }

  @Test
  void timePassesWhileTheClockChangesItsSign() {
    self.advance(WRAP + Integer.MAX_VALUE - 400L);
    int then = self.clock();
    self.advance(WRAP + Integer.MAX_VALUE + 599L);
    assertFalse(self.passed(then, 1_000));
    self.advance(WRAP + Integer.MAX_VALUE + 600L);
    assertTrue(self.passed(then, 1_000));
  }

  @Test
  void whatHappenedWeeksAgoHasPassed() {
    self.advance(WRAP);
    int then = self.clock();
    for (int days = 1; days < 49; days++) {
      self.advance(WRAP + days * DAY);
      assertTrue(self.passed(then, 60_000), days + " days");
    }
  }

  @Test
  void longAgoHasPassedWheneverItIs() {
    for (int step = 0; step < 8; step++) {
      self.advance(WRAP + ((long) step << 29));
      assertTrue(self.passed(self.longAgo(), 60_000), "at step " + step);
    }
  }
}
