package gossamer.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TypeScript is held to the same shape as Java, read by the compiler that `browser` installs. */
class TypeScriptTidyTest {
  private final SourceTree tree;

  TypeScriptTidyTest() throws IOException, InterruptedException {
    tree = SourceTree.ofThisRepository();
  }

  @Test
  void typeScriptIsTidy() throws IOException, InterruptedException, URISyntaxException {
    List<String> files = tree.ending(".ts", ".tsx").stream().map(Path::toString).toList();
    assertFalse(files.isEmpty(), "no TypeScript was found");
    assertEquals(List.of(), findings(tree.root(), files));
  }

  @Test
  void whatIsUntidyIsFound(@TempDir Path folder)
      throws IOException, InterruptedException, URISyntaxException {
    String statements = "  x();\n".repeat(60);
    Files.writeString(
        folder.resolve("untidy.ts"),
        "function long() {\n"
            + statements
            + "}\n"
            + "const wide = (a: 1, b: 1, c: 1, d: 1, e: 1) => a;\n"
            + "try { long(); } catch { /* hidden */ }\n"
            + "let anything: any;\n");
    Files.writeString(folder.resolve("tidy.ts"), "function f(a: 1) { test(() => { f(a); }); }\n");
    assertEquals(
        List.of(
            "untidy.ts: line 1: long has 62 lines",
            "untidy.ts: line 63: wide has 5 parameters",
            "untidy.ts: line 64: an empty catch",
            "untidy.ts: line 65: any"),
        findings(folder, List.of("untidy.ts", "tidy.ts")));
  }

  private List<String> findings(Path root, List<String> files)
      throws IOException, InterruptedException, URISyntaxException {
    URL script =
        Objects.requireNonNull(TypeScriptTidyTest.class.getResource("/typescript-findings.mjs"));
    var command = new ArrayList<>(List.of("node", Path.of(script.toURI()).toString()));
    command.add(tree.root().resolve("browser/package.json").toString());
    command.add(root.toString());
    command.addAll(files);
    Process node =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, node.waitFor(), "node could not read the sources");
    return text.lines().toList();
  }
}
