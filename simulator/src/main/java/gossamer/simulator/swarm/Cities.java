package gossamer.simulator.swarm;

/** One-way latencies between cities, of which each is as likely as any other. */
final class Cities {
  private static final double KM_PER_MILLI = 200;
  private static final double DETOUR = 1.5;
  private static final double EARTH_RADIUS = 6_371;

  /**
   * Average round trips in milliseconds between data centres, published by IBM Cloud for 3 February
   * to 3 March 2024 (documentation of its VPC, network latency dashboards): of each city to those
   * that follow it, in the order Dallas, Toronto, Washington, Frankfurt, London, Madrid, Osaka,
   * Sydney, Tokyo, São Paulo.
   */
  private static final int[][] ROUND_TRIPS = {
    {34, 32, 123, 113, 118, 149, 185, 142, 144},
    {19, 92, 82, 107, 170, 215, 162, 130},
    {98, 75, 87, 174, 215, 167, 119},
    {12, 29, 242, 260, 237, 196},
    {26, 253, 272, 247, 186},
    {268, 281, 260, 205},
    {124, 9, 293},
    {117, 329},
    {286},
    {},
  };

  /** Latitude and longitude in degrees. */
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

  private final String description;
  private final int[][] millis;

  private Cities(int count, String description) {
    this.description = count + " cities, " + description;
    millis = new int[count][count];
  }

  /**
   * 24 large cities: the great circle between them at the speed of light in glass (200 km per
   * millisecond), half as long again for the way that cables and routers take, and 1 ms. Synthetic,
   * with stated parameters; the coordinates are facts of geography.
   */
  static Cities synthetic() {
    Cities cities = new Cities(PLACES.length, "1.5 x the great circle at 200 km/ms");
    for (int i = 0; i < PLACES.length; i++) {
      for (int j = 0; j < PLACES.length; j++) {
        double kilometres = kilometres(PLACES[i], PLACES[j]);
        cities.millis[i][j] = 1 + (int) (DETOUR * kilometres / KM_PER_MILLI);
      }
    }
    return cities;
  }

  /** 10 cities, half of the round trips that were measured between them; 1 ms within one. */
  static Cities measured() {
    Cities cities =
        new Cities(
            ROUND_TRIPS.length, "measured round trips between them (IBM Cloud, February 2024)");
    for (int i = 0; i < ROUND_TRIPS.length; i++) {
      cities.millis[i][i] = 1;
      for (int k = 0; k < ROUND_TRIPS[i].length; k++) {
        int oneWay = (ROUND_TRIPS[i][k] + 1) / 2;
        cities.millis[i][i + 1 + k] = oneWay;
        cities.millis[i + 1 + k][i] = oneWay;
      }
    }
    return cities;
  }

  /** For reports. */
  String description() {
    return description;
  }

  int count() {
    return millis.length;
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
