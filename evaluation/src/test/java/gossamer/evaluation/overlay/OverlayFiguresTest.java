package gossamer.evaluation.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.evaluation.experiment.Measure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class OverlayFiguresTest {
  private static final String REPORT =
      """
      {"figures":[{"name":"route hops mean","unit":"1","value":5.1},
        {"name":"route hops p99","unit":"1","value":9}],
       "network":"links and contacts chosen by an oracle, for 1000000 peers",
       "heapBytesPerPeer":11500,"seconds":300,"frames":2000000}
      """;

  private static OverlayFigures figures(Part part) {
    var figures = new OverlayFigures();
    figures.add(part, JsonMapper.shared().readTree(REPORT));
    return figures;
  }

  private static Measure measure(OverlayFigures figures, String start) {
    return figures.measures().stream()
        .filter(measure -> measure.measure().startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hopsStandNextToHalfTheLogarithmAndThePaper() {
    OverlayFigures figures = figures(Part.of("hops", 1_000_000, false));
    assertEquals(9.97, measure(figures, "route hops mean").peer().orElseThrow(), 0.01);
    assertEquals(20, measure(figures, "route hops p99").peer().orElseThrow());
  }

  @Test
  void aMillionPeersHaveGoalsAndFewerHaveNone() {
    OverlayFigures million = figures(Part.of("hops", 1_000_000, true));
    assertEquals(Optional.of(true), measure(million, "route hops mean").met());
    assertEquals(Optional.of(false), measure(million, "route hops p99").met());
    OverlayFigures fewer = figures(Part.of("hops", 1_000, true));
    assertEquals(Optional.empty(), measure(fewer, "route hops p99").met());
  }

  @Test
  void tellsHowManyPeersTheOracleServed() {
    OverlayFigures figures = figures(Part.of("hops", 1_000_000, false));
    assertEquals(1_000_000, measure(figures, "peers linked by an oracle").ours().orElseThrow());
  }

  @Test
  void theTwoOverlaysHaveAPlotEach() {
    OverlayFigures figures = figures(Part.of("hops", 1_000, true));
    assertTrue(figures.kademlia().isEmpty());
    assertTrue(figures.chord().plot("Chord").toString().contains("hops, p99"));
  }

  @Test
  void bothPlansMeasureEachThingOnceAndBothOverlays() {
    for (boolean quick : new boolean[] {true, false}) {
      List<String> labels = OverlayExperiment.plan(quick).stream().map(Part::label).toList();
      assertEquals(labels.size(), new HashSet<>(labels).size());
      assertTrue(labels.stream().anyMatch(label -> label.startsWith("hops-chord")));
    }
  }

  @Test
  void aMillionPeersGetSixteenGigabytesOfHeap() {
    assertEquals(16_000, Part.of("hops", 1_000_000, false).heap());
  }
}
