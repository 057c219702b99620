package gossamer.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Files and methods are short, tests are honest, and nothing names the machine it was made on. */
class TidyTest {
  private static final int LINES_PER_FILE = 400;

  /** Patterns are written so that they do not match themselves. */
  private static final Map<String, Pattern> BANNED_IN_TESTS =
      Map.of(
          "sleeps", Pattern.compile("Thread[.]sleep\\(|TimeUnit[.]\\w+[.]sleep\\("),
          "a disabled test", Pattern.compile("^\\s*@(Disabled|Ignore)\\b", Pattern.MULTILINE),
          "a test left out or singled out",
              Pattern.compile("\\b(test|it|describe)[.](skip|only|todo)\\("));

  private static final Map<String, Pattern> BANNED_EVERYWHERE =
      Map.of(
          "a path of one machine",
              Pattern.compile("(?<![\\w.}])/(home|Users)/[a-z]\\w*/|(?<![\\w.}])/(root|work)/\\w"),
          "a download address in a lock file", Pattern.compile("\"resolved\": \"https?:"));

  private final SourceTree tree;

  TidyTest() throws IOException, InterruptedException {
    tree = SourceTree.ofThisRepository();
    assertTrue(tree.files().contains(Path.of("pom.xml")), "the tree was not read");
  }

  @Test
  void filesAreShort() {
    assertEquals(
        List.of(),
        findings(
            tree.ending(".java", ".ts", ".tsx", ".mjs", ".css"),
            text -> {
              long lines = text.lines().count();
              return lines > LINES_PER_FILE ? List.of(lines + " lines") : List.of();
            }));
  }

  @Test
  void javaIsTidy() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    tree.ending(".java").forEach(file -> sources.put(file.toString(), tree.text(file)));
    List<String> found = new ArrayList<>();
    JavaSource.findings(sources)
        .forEach((file, findings) -> findings.forEach(it -> found.add(file + ": " + it)));
    // What JUnit sets up once for all tests of a class is a static field.
    found.removeIf(it -> it.contains("src/test/") && it.contains(JavaSource.STATIC_STATE));
    assertEquals(List.of(), found);
  }

  @Test
  void testsNeitherSleepNorAreLeftOut() {
    assertEquals(List.of(), findings(tests(), text -> matches(BANNED_IN_TESTS, text)));
  }

  @Test
  void nothingNamesTheMachineItWasMadeOn() {
    assertEquals(List.of(), findings(tree.files(), text -> matches(BANNED_EVERYWHERE, text)));
  }

  @Test
  void everyPackageSaysWhatMayBeNull() {
    // NullAway looks only at marked packages: without the mark it would pass in silence.
    List<Path> sources =
        tree.ending(".java").stream()
            .filter(file -> file.toString().contains("src/main/java/gossamer/"))
            .toList();
    assertFalse(sources.isEmpty());
    assertEquals(
        List.of(), unmarked(sources, file -> tree.files().contains(file) ? tree.text(file) : ""));
  }

  @Test
  void anUnmarkedPackageIsFound() {
    List<Path> sources = List.of(Path.of("a/A.java"), Path.of("b/B.java"), Path.of("b/C.java"));
    assertEquals(
        List.of(Path.of("b")),
        unmarked(sources, file -> file.startsWith("a") ? "@NullMarked\npackage a;" : "package b;"));
  }

  @Test
  void theApplicationUsesThePublishedPackageOnly() {
    List<Path> sources =
        tree.ending(".ts", ".tsx").stream().filter(file -> file.startsWith("web/src")).toList();
    Pattern inside = Pattern.compile("from\\s+[\"'](\\.\\./)+browser/|@gossamer/peer/(src|dist)");
    assertEquals(
        List.of(),
        findings(sources, text -> matches(Map.of("an import from inside", inside), text)));
  }

  @Test
  void aLongMethodIsFound() throws IOException {
    String body = "x();\n".repeat(JavaSource.LINES_PER_METHOD);
    assertEquals(
        List.of("line 2: m has 62 lines"),
        JavaSource.findings("class A {\nvoid m() {\n" + body + "}\n}"));
    String fits = "x();\n".repeat(JavaSource.LINES_PER_METHOD - 2);
    assertEquals(List.of(), JavaSource.findings("class A {\nvoid m() {\n" + fits + "}\n}"));
  }

  @Test
  void aFifthParameterIsFoundExceptInARecord() throws IOException {
    String five = "(int a, int b, int c, int d, int e)";
    assertEquals(
        List.of("line 1: m has 5 parameters", "line 1: <init> has 5 parameters"),
        JavaSource.findings("class A { void m" + five + " {} A" + five + " {} }"));
    assertEquals(
        List.of(), JavaSource.findings("record R" + five + " { R {} }\nclass B { void m() {} }"));
  }

  @Test
  void theBoundaryToJavaScriptMayHaveMoreParameters() throws IOException {
    String five = "(int a, int b, int c, int d, int e)";
    assertEquals(
        List.of("line 3: k has 5 parameters"),
        JavaSource.findings(
            "interface P extends JSObject { void m"
                + five
                + "; }\n"
                + "class B { @JSExport void n"
                + five
                + " {} @JSBody native void o"
                + five
                + "; }\n"
                + "class C { void k"
                + five
                + " {} }"));
  }

  @Test
  void aCatchThatHidesIsFound() throws IOException {
    assertEquals(
        List.of("line 1: catches everything: Exception", "line 1: an empty catch"),
        JavaSource.findings(
            "class A { void m() { try { x(); } catch (Exception e) { y(); }"
                + " try { x(); } catch (IOException e) { /* no */ } } }"));
  }

  @Test
  void staticMutableStateIsFound() throws IOException {
    assertEquals(
        List.of("line 1: static mutable state: n"),
        JavaSource.findings("class A { static int n; static final int M = 1; int k; }"));
  }

  @Test
  void aNameThatSaysNothingIsFound() throws IOException {
    assertEquals(
        List.of("line 1: a name that says nothing: RoutingHelper"),
        JavaSource.findings("class RoutingHelper { class PeerManager {} }"));
  }

  @Test
  void dishonestTestsAreFound() {
    assertEquals(List.of("sleeps"), matches(BANNED_IN_TESTS, "Thread" + ".sleep(10);"));
    assertEquals(List.of("a disabled test"), matches(BANNED_IN_TESTS, "  @" + "Disabled(\"x\")"));
    assertEquals(
        List.of("a test left out or singled out"), matches(BANNED_IN_TESTS, "test" + ".only('x',"));
  }

  @Test
  void pathsOfOneMachineAreFound() {
    for (String path :
        List.of("/ho" + "me/ada/x", "/Us" + "ers/ada/x", "/ro" + "ot/x", "/wo" + "rk/x")) {
      assertEquals(List.of("a path of one machine"), matches(BANNED_EVERYWHERE, "see " + path));
    }
    assertEquals(List.of(), matches(BANNED_EVERYWHERE, "https://example.net/home/page /usr/lib"));
    assertEquals(
        List.of("a download address in a lock file"),
        matches(BANNED_EVERYWHERE, "\"resolved\"" + ": \"https://example.net/x.tgz\""));
  }

  private List<Path> tests() {
    return tree.files().stream().filter(TidyTest::isTest).toList();
  }

  private static boolean isTest(Path file) {
    String name = file.toString();
    return name.contains("src/test/")
        || name.matches(".*[./-](test|spec)\\.(ts|tsx|js|mjs)")
        || name.matches("(browser|web)/test/.*");
  }

  private static List<Path> unmarked(List<Path> sources, Function<Path, String> read) {
    return sources.stream()
        .map(Path::getParent)
        .distinct()
        .filter(
            folder -> !read.apply(folder.resolve("package-info.java")).contains("@NullMarked\n"))
        .toList();
  }

  private interface Check {
    List<String> findings(String text);
  }

  private static List<String> matches(Map<String, Pattern> banned, String text) {
    return banned.entrySet().stream()
        .filter(ban -> ban.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private List<String> findings(List<Path> files, Check check) {
    var found = new ArrayList<String>();
    for (Path file : files) {
      check.findings(tree.text(file)).forEach(finding -> found.add(file + ": " + finding));
    }
    return found;
  }
}
