package gossamer.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The core never sees a socket, a clock, a thread or a random source of its own, and calls nothing
 * that differs between the JVM and a browser.
 */
class LawOfTheCoreTest {
  private static final Set<Ban> BANS =
      Stream.of(
              Stream.of(
                      "java.io.",
                      "java.lang.Process",
                      "java.lang.Runtime",
                      "java.lang.Thread",
                      "java.lang.ThreadLocal",
                      "java.lang.System$Logger",
                      "java.lang.reflect.",
                      "java.net.",
                      "java.nio.channels.",
                      "java.nio.file.",
                      "java.security.",
                      "java.text.",
                      "java.time.Clock",
                      "java.util.Formatter",
                      "java.util.Random",
                      "java.util.SplittableRandom",
                      "java.util.Timer",
                      "java.util.concurrent.",
                      "java.util.logging.",
                      "java.util.random.",
                      "java.util.regex.",
                      "javax.")
                  .map(Ban.Type::new),
              Stream.of("currentTimeMillis", "nanoTime", "out", "err", "identityHashCode", "getenv")
                  .map(member -> new Ban.Member("java.lang.System", member)),
              Stream.of("format", "formatted", "matches", "replaceAll", "replaceFirst", "split")
                  .map(member -> new Ban.Member("java.lang.String", member)),
              Stream.of("java.time.Instant", "java.time.LocalDate", "java.time.LocalDateTime")
                  .map(type -> new Ban.Member(type, "now")),
              Stream.of(
                  new Ban.Member("java.lang.Math", "random"),
                  new Ban.Member("java.util.UUID", "randomUUID"),
                  new Ban.Member("java.lang.Class", "forName"),
                  new Ban.Member("java.util.Collections", "shuffle"),
                  new Ban.Member("java.util.Collection", "parallelStream"),
                  new Ban.Member("java.util.List", "parallelStream"),
                  new Ban.Member("java.util.stream.Stream", "parallel"),
                  new Ban.Member("java.util.stream.IntStream", "parallel"),
                  new Ban.Synchronized()))
          .flatMap(bans -> bans)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  /**
   * Data channels have no socket, clock, thread or random source either; HMAC and CRC are the
   * JDK's.
   */
  private static final Set<Ban> BANS_IN_STATE_MACHINES =
      Set.of(
          new Ban.Type("java.lang.Thread"),
          new Ban.Type("java.nio.channels."),
          new Ban.Type("java.security.SecureRandom"),
          new Ban.Type("java.time.Clock"),
          new Ban.Type("java.util.Random"),
          new Ban.Type("java.util.Timer"),
          new Ban.Type("java.util.concurrent."),
          new Ban.Type("javax.net."),
          new Ban.Member("java.lang.System", "currentTimeMillis"),
          new Ban.Member("java.lang.System", "nanoTime"),
          new Ban.Member("java.lang.Math", "random"),
          new Ban.Synchronized());

  /**
   * The simulator has virtual time and seeds; only where it reports it may say how long it took.
   */
  private static final Set<Ban> BANS_IN_SIMULATOR =
      Set.of(
          new Ban.Type("java.lang.Thread"),
          new Ban.Type("java.net."),
          new Ban.Type("java.security.SecureRandom"),
          new Ban.Type("java.time.Clock"),
          new Ban.Member("java.lang.System", "currentTimeMillis"),
          new Ban.Member("java.lang.Math", "random"));

  @Test
  void theCoreCallsNothingThatIsBanned() {
    JavaClasses core = production("gossamer.peer");
    assertTrue(core.contain("gossamer.peer.Peer"), "nothing was read of the core");
    assertEquals(List.of(), Ban.findings(core, BANS));
  }

  @Test
  void theSimulatorHasNoClockAndNoRandomSourceOfTheHost() {
    assertEquals(List.of(), Ban.findings(production("gossamer.simulator"), BANS_IN_SIMULATOR));
  }

  @Test
  void dataChannelsHaveNoSocketNoClockAndNoThread() {
    for (String root : List.of("gossamer.stun", "gossamer.webrtc", "gossamer.turn")) {
      assertEquals(List.of(), Ban.findings(production(root), BANS_IN_STATE_MACHINES));
    }
  }

  @Test
  void everyBanIsFoundInAClassThatBreaksThemAll() {
    JavaClasses outlaw =
        new ClassFileImporter().importPackages("gossamer.architecture.fixture.outlaw");
    Set<String> found =
        Ban.findings(outlaw, BANS).stream()
            .map(finding -> finding.substring(0, finding.indexOf(": ")))
            .collect(Collectors.toSet());
    assertEquals(BANS.stream().map(Ban::name).collect(Collectors.toSet()), found);
  }

  @Test
  void ordinaryCodeIsNotBanned() {
    JavaClasses ordinary =
        new ClassFileImporter().importPackages("gossamer.architecture.fixture.ordinary");
    assertTrue(ordinary.size() > 1);
    assertEquals(List.of(), Ban.findings(ordinary, BANS));
  }

  private static JavaClasses production(String root) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(root);
  }
}
