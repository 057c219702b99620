package gossamer.simulator.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CitiesTest {
  private static final int FRANKFURT = 3;
  private static final int LONDON = 4;
  private static final int SYDNEY = 7;
  private static final int SAO_PAULO = 9;

  private static void isTheSameInBothDirections(Cities cities) {
    for (int a = 0; a < cities.count(); a++) {
      for (int b = 0; b < cities.count(); b++) {
        assertEquals(cities.millis(a, b), cities.millis(b, a));
        assertTrue(cities.millis(a, b) >= 1);
      }
    }
  }

  @Test
  void oneWayIsHalfOfTheMeasuredRoundTrip() {
    Cities cities = Cities.measured();
    assertEquals(10, cities.count());
    assertEquals(6, cities.millis(FRANKFURT, LONDON));
    assertEquals(165, cities.millis(SAO_PAULO, SYDNEY));
  }

  @Test
  void measuredLatenciesAreTheSameInBothDirections() {
    isTheSameInBothDirections(Cities.measured());
  }

  @Test
  void latenciesFromDistancesAreTheSameInBothDirections() {
    isTheSameInBothDirections(Cities.synthetic());
  }
}
