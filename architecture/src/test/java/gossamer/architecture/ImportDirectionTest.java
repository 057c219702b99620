package gossamer.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Imports point downwards only: between the modules and between the packages of the core. */
class ImportDirectionTest {
  private static final Map<String, Set<String>> MODULES =
      Map.ofEntries(
          Map.entry("peer", Set.of()),
          Map.entry("fuzzing", Set.of()),
          Map.entry("stun", Set.of()),
          Map.entry("webrtc", Set.of("stun")),
          Map.entry("turn", Set.of("stun")),
          Map.entry("simulator", Set.of("peer")),
          Map.entry("conformance", Set.of("simulator", "peer")),
          Map.entry("jvm", Set.of("webrtc", "stun", "peer")),
          Map.entry("browser", Set.of("peer")),
          Map.entry("master", Set.of("jvm", "turn", "webrtc", "stun", "peer")),
          Map.entry(
              "evaluation", Set.of("simulator", "master", "jvm", "turn", "webrtc", "stun", "peer")),
          Map.entry("cli", Set.of("evaluation", "master", "turn", "jvm", "peer")),
          Map.entry("architecture", Set.of()));

  private static final List<Set<String>> PACKAGES_OF_PEER =
      List.of(
          Set.of("id", "table"),
          Set.of("wire"),
          Set.of("host"),
          Set.of("link"),
          Set.of("overlay"),
          Set.of("records", "signal"),
          Set.of("content"),
          Set.of(""));

  private static final List<Set<String>> PACKAGES_OF_WEBRTC =
      List.of(Set.of("dtls", "ice", "sctp", "sdp", "turn"), Set.of("channel"), Set.of(""));

  /** Who may use which library, by package prefix; a library not named here may be used nowhere. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "io.netty", Set.of("jvm", "master", "evaluation"),
          "org.bouncycastle", Set.of("master"),
          "org.slf4j", Set.of("jvm", "master", "evaluation", "cli"),
          "org.teavm", Set.of("conformance", "browser"),
          "picocli", Set.of("cli"),
          "tools.jackson", Set.of("master", "evaluation"),
          "com.sun.management", Set.of("master", "evaluation"),
          "com.sun.net.httpserver", Set.of("evaluation"),
          "dev.onvoid.webrtc", Set.of("evaluation"));

  private static final String FIXTURE = "gossamer.architecture.fixture";

  @Test
  void modulesImportOnlyTheModulesTheyStandOn() {
    JavaClasses classes = production();
    for (String module : List.of("peer", "cli", "master", "browser")) {
      assertTrue(classes.containPackage("gossamer." + module), "nothing was read of " + module);
    }
    assertEquals(List.of(), new Layers("gossamer", MODULES).violations(classes));
  }

  @Test
  void packagesOfPeerImportOnlyThoseBelow() {
    JavaClasses classes = production();
    assertTrue(classes.contain("gossamer.peer.Peer"));
    assertEquals(List.of(), Layers.inOrder("gossamer.peer", PACKAGES_OF_PEER).violations(classes));
  }

  @Test
  void packagesOfWebrtcImportOnlyThoseBelow() {
    JavaClasses classes = production();
    assertTrue(classes.contain("gossamer.webrtc.dtls.DtlsSession"));
    assertEquals(
        List.of(), Layers.inOrder("gossamer.webrtc", PACKAGES_OF_WEBRTC).violations(classes));
  }

  @Test
  void librariesAreUsedOnlyWhereTheyBelong() {
    assertEquals(List.of(), strangers(production(), "gossamer", LIBRARIES));
  }

  @Test
  void anImportUpwardsIsFound() {
    assertFound("'id' imports 'wire'", fixture("peer"));
  }

  @Test
  void anImportBetweenSiblingsIsFound() {
    assertFound("'records' imports 'signal'", fixture("peer"));
  }

  @Test
  void anImportOfTheRootIsFound() {
    assertFound("'wire' imports ''", fixture("peer"));
  }

  @Test
  void aPackageWithoutAPlaceIsFound() {
    assertFound("package 'attic' has no place in the order", fixture("peer"));
  }

  @Test
  void importsDownwardsAreNotViolations() {
    assertEquals(4, fixture("peer").size(), () -> String.join("\n", fixture("peer")));
  }

  @Test
  void aModuleThatImportsAModuleAboveIsFound() {
    List<String> found =
        new Layers(FIXTURE + ".house", MODULES)
            .violations(new ClassFileImporter().importPackages(FIXTURE + ".house"));
    assertEquals(1, found.size());
    assertFound("'jvm' imports 'master'", found);
  }

  @Test
  void aLibraryInTheWrongModuleIsFound() {
    List<String> found =
        strangers(
            new ClassFileImporter().importPackages(FIXTURE + ".house"),
            FIXTURE + ".house",
            LIBRARIES);
    assertEquals(List.of("'jvm' uses com.tngtech.archunit.core.domain.JavaClass"), found);
  }

  private static List<String> strangers(
      JavaClasses classes, String root, Map<String, Set<String>> libraries) {
    return classes.stream()
        .filter(type -> type.getPackageName().startsWith(root + "."))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> {
          String target = dependency.getTargetClass().getBaseComponentType().getName();
          return !allowedEverywhere(target)
              && libraries.entrySet().stream()
                  .noneMatch(library ->
                      target.startsWith(library.getKey() + ".")
                          && library
                              .getValue()
                              .contains(module(root, dependency.getOriginClass().getName())));
        })
        .map(dependency ->
            "'"
                + module(root, dependency.getOriginClass().getName())
                + "' uses "
                + dependency.getTargetClass().getBaseComponentType().getName())
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean allowedEverywhere(String type) {
    return type.indexOf('.') < 0
        || type.startsWith("java.")
        || type.startsWith("javax.")
        || type.startsWith("gossamer.")
        || type.startsWith("org.jspecify.");
  }

  private static String module(String root, String type) {
    String rest = type.substring(root.length() + 1);
    return rest.substring(0, rest.indexOf('.'));
  }

  private static JavaClasses production() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("gossamer");
  }

  private static List<String> fixture(String name) {
    String root = FIXTURE + "." + name;
    return Layers.inOrder(root, PACKAGES_OF_PEER)
        .violations(new ClassFileImporter().importPackages(root));
  }

  private static void assertFound(String start, List<String> violations) {
    assertTrue(
        violations.stream().anyMatch(violation -> violation.startsWith(start)),
        () -> violations.stream().collect(Collectors.joining("\n", "not among: ", "")));
  }
}
