package gossamer.evaluation.overlay;

import java.util.ArrayList;
import java.util.List;

/** Hops over the number of peers, as a plot. */
final class Hops {
  private final List<double[]> points = new ArrayList<>();

  /** One network. */
  void add(int peers, double mean, double p99) {
    points.add(new double[] {Math.log10(peers), mean, p99});
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** Half the binary logarithm: what a message takes that each hop brings two bits nearer. */
  static double half(int peers) {
    return Math.log(peers) / Math.log(2) / 2;
  }

  /** Mean, p99 and half the binary logarithm, each in its frame. */
  SvgPlot plot(String title) {
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort((a, b) -> Double.compare(a[0], b[0]));
    double[] x = sorted.stream().mapToDouble(p -> p[0]).toArray();
    return new SvgPlot(
        title,
        "= log10 of the peers",
        List.of(
            new SvgPlot.Line("hops, mean", x, column(sorted, 1)),
            new SvgPlot.Line("hops, p99", x, column(sorted, 2)),
            new SvgPlot.Line(
                "half the binary logarithm of the peers",
                x,
                sorted.stream()
                    .mapToDouble(p -> half((int) Math.round(Math.pow(10, p[0]))))
                    .toArray())));
  }

  private static double[] column(List<double[]> points, int column) {
    return points.stream().mapToDouble(p -> p[column]).toArray();
  }
}
