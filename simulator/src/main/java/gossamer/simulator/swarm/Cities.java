package gossamer.simulator.swarm;

/**
 * One-way latencies between cities: the great circle between them at the speed of light in glass
 * (200 km per millisecond), half as long again for the way that cables and routers take, and 1 ms.
 * Synthetic, with stated parameters; the coordinates are facts of geography.
 */
final class Cities {
  private static final double KM_PER_MILLI = 200;
  private static final double DETOUR = 1.5;
  private static final double EARTH_RADIUS = 6_371;

  /** Latitude and longitude in degrees; each city is as likely as any other. */
  private static final double[][] PLACES = {
    {35.7, 139.7}, // Tokyo
    {28.6, 77.2}, // Delhi
    {31.2, 121.5}, // Shanghai
    {-23.6, -46.6}, // São Paulo
    {19.4, -99.1}, // Mexico City
    {30.0, 31.2}, // Cairo
    {19.1, 72.9}, // Mumbai
    {39.9, 116.4}, // Beijing
    {40.7, -74.0}, // New York
    {41.0, 29.0}, // Istanbul
    {6.5, 3.4}, // Lagos
    {-34.6, -58.4}, // Buenos Aires
    {34.1, -118.2}, // Los Angeles
    {55.8, 37.6}, // Moscow
    {48.9, 2.4}, // Paris
    {-6.2, 106.8}, // Jakarta
    {51.5, -0.1}, // London
    {41.9, -87.6}, // Chicago
    {52.5, 13.4}, // Berlin
    {40.4, -3.7}, // Madrid
    {1.4, 103.8}, // Singapore
    {43.7, -79.4}, // Toronto
    {-33.9, 151.2}, // Sydney
    {-26.2, 28.0}, // Johannesburg
  };

  private final int[][] millis = new int[PLACES.length][PLACES.length];

  Cities() {
    for (int i = 0; i < PLACES.length; i++) {
      for (int j = 0; j < PLACES.length; j++) {
        millis[i][j] = 1 + (int) (DETOUR * kilometres(PLACES[i], PLACES[j]) / KM_PER_MILLI);
      }
    }
  }

  int count() {
    return PLACES.length;
  }

  int millis(int a, int b) {
    return millis[a][b];
  }

  /** The great circle, by the haversine formula. */
  private static double kilometres(double[] a, double[] b) {
    double latitude = Math.toRadians(b[0] - a[0]) / 2;
    double longitude = Math.toRadians(b[1] - a[1]) / 2;
    double h =
        Math.pow(Math.sin(latitude), 2)
            + Math.cos(Math.toRadians(a[0]))
                * Math.cos(Math.toRadians(b[0]))
                * Math.pow(Math.sin(longitude), 2);
    return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(h));
  }
}
