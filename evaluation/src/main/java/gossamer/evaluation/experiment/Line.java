package gossamer.evaluation.experiment;

/**
 * A straight line {@code y = intercept + slope · x}.
 *
 * @param slope in units of y per unit of x
 * @param intercept y at 0
 */
public record Line(double slope, double intercept) {
  /**
   * The line with the least squared distances from the points.
   *
   * @throws IllegalArgumentException unless there are two different x, and a y for each x
   */
  public static Line through(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " x and " + y.length + " y");
    }
    double meanX = new Samples(x).mean();
    double meanY = new Samples(y).mean();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    if (squares == 0) {
      throw new IllegalArgumentException("a line needs two different x");
    }
    double slope = products / squares;
    return new Line(slope, meanY - slope * meanX);
  }
}
