package gossamer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The same tests on the JVM, in Node and in Chromium: each listed, none left out anywhere. */
class PlatformsTest {
  private static final Path JAVASCRIPT = Path.of("target", "javascript");

  @TestFactory
  Stream<DynamicNode> onEveryPlatform() {
    Map<String, List<Executed>> lists = new LinkedHashMap<>();
    // All are started before the first is waited for: each keeps but one core busy.
    Stream<DynamicNode> platforms =
        Stream.of(new Jvm(), new Node(JAVASCRIPT), new Chromium(JAVASCRIPT))
            .map(platform -> Run.start(platform))
            .toList()
            .stream()
            .map(run -> on(run, lists));
    return Stream.concat(
        platforms, Stream.of(dynamicTest("all platforms executed the same", () -> same(lists))));
  }

  /** A platform and what it will have executed. */
  private record Run(Platform platform, CompletableFuture<List<Executed>> executed) {
    static Run start(Platform platform) {
      return new Run(
          platform,
          CompletableFuture.supplyAsync(
              platform::run, task -> Thread.ofPlatform().daemon().start(task)));
    }
  }

  // The stream is lazy: a platform is waited for when its turn comes.
  private static DynamicNode on(Run run, Map<String, List<Executed>> lists) {
    Platform platform = run.platform();
    Stream<DynamicTest> tests =
        Stream.of(run.executed())
            .map(CompletableFuture::join)
            .peek(executed -> lists.put(platform.name(), executed))
            .flatMap(List::stream)
            .map(executed -> dynamicTest(executed.name(), () -> passed(platform, executed)));
    return dynamicContainer(platform.name(), tests);
  }

  private static void passed(Platform platform, Executed executed) {
    if (executed.failure() != null) {
      fail(
          executed.failure()
              + "\non "
              + platform.name()
              + "; "
              + Main.replay(executed.name(), Catalogue.SEED));
    }
  }

  private static void same(Map<String, List<Executed>> lists) {
    List<String> expected =
        Catalogue.tests(Catalogue.SEED).stream().map(Catalogue.Test::name).toList();
    assertTrue(expected.size() > 100, "tests in the catalogue");
    assertEquals(expected.size(), expected.stream().distinct().count(), "distinct names");
    assertEquals(List.of("JVM", "Node", "Chromium"), new ArrayList<>(lists.keySet()));
    lists.forEach((platform, executed) -> {
      assertEquals(expected, executed.stream().map(Executed::name).toList(), platform);
      System.out.println(platform + " executed " + executed.size() + " tests");
    });
  }

  @Test
  void aRunThatBreaksOffIsNoticed() {
    List<String> lines = List.of("ok\ta/b\t1", "failed\ta/c\twhy", "total\t2\t1");
    assertEquals(
        List.of(new Executed("a/b", null), new Executed("a/c", "why")), Executed.read(lines));
    assertRefused(lines.subList(0, 2));
    assertRefused(List.of("ok\ta/b\t1", "total\t2\t0"));
  }

  private static void assertRefused(List<String> lines) {
    try {
      fail("read " + Executed.read(lines));
    } catch (IllegalStateException expected) {
      assertTrue(expected.getMessage().length() > 0);
    }
  }
}
