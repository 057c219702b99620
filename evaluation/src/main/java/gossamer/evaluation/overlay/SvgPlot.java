package gossamer.evaluation.overlay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lines, each in a frame of its own, one below the other.
 *
 * @param unit of x
 */
record SvgPlot(String title, String unit, List<Line> lines) {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 160;
  private static final int LEFT = 80;
  private static final int GAP = 50;

  /** Points in the order of x. */
  record Line(String name, double[] x, double[] y) {}

  @Override
  public String toString() {
    StringBuilder svg = new StringBuilder();
    int height = GAP + lines.size() * (HEIGHT + GAP);
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
        .append(WIDTH + LEFT + 20)
        .append("\" height=\"")
        .append(height)
        .append("\" font-family=\"sans-serif\" font-size=\"12\">\n");
    text(svg, 10, 20, title);
    for (int i = 0; i < lines.size(); i++) {
      frame(svg, GAP + i * (HEIGHT + GAP), lines.get(i));
    }
    return svg.append("</svg>\n").toString();
  }

  private void frame(StringBuilder svg, int top, Line line) {
    double right = Math.max(1, Arrays.stream(line.x).max().orElse(1));
    double most = Math.max(1e-9, Arrays.stream(line.y).max().orElse(1));
    svg.append(
        String.format(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>%n",
            LEFT, top, WIDTH, HEIGHT));
    text(svg, LEFT, top - 6, line.name);
    text(svg, 10, top + 12, String.format(Locale.ROOT, "%.4g", most));
    text(svg, 10, top + HEIGHT, "0");
    text(
        svg,
        LEFT + WIDTH - 60,
        top + HEIGHT + 16,
        String.format(Locale.ROOT, "%.0f ", right) + unit);
    svg.append("<polyline fill=\"none\" stroke=\"#06c\" points=\"");
    for (int i = 0; i < line.x.length; i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              LEFT + line.x[i] / right * WIDTH,
              top + HEIGHT - line.y[i] / most * HEIGHT));
    }
    svg.append("\"/>\n");
  }

  private static void text(StringBuilder svg, int x, int y, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    svg.append("<text x=\"" + x + "\" y=\"" + y + "\">" + escaped + "</text>\n");
  }
}
