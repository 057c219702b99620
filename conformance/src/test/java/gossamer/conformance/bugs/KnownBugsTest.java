package gossamer.conformance.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether the patches are still patches; {@link KnownBugs} tries them. */
class KnownBugsTest {
  @Test
  void everyPatchAppliesToTheSources() throws IOException {
    List<Path> files = KnownBugs.patches();
    assertEquals(12, files.size());
    for (Path file : files) {
      Patch patch = KnownBugs.read(file);
      List<String> source = KnownBugs.source(patch);
      assertNotEquals(source, patch.apply(source), file::toString);
    }
  }

  @Test
  void aPatchForOtherSourcesIsRefused() throws IOException {
    Patch patch = KnownBugs.read(KnownBugs.patches().get(0));
    assertThrows(IllegalStateException.class, () -> patch.apply(List.of("class Other {}", "")));
  }
}
