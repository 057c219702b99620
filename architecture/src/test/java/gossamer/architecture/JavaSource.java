package gossamer.architecture;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Reads one Java source as the compiler does and tells what is untidy in it. */
final class JavaSource extends TreePathScanner<Void, Void> {
  static final int LINES_PER_METHOD = 60;
  static final int PARAMETERS = 4;

  static final String STATIC_STATE = "static mutable state: ";

  /** RuntimeException is not among them: a loop reports its defects at its edge. */
  private static final Set<String> CATCH_ALL = Set.of("Exception", "Throwable");

  private static final List<String> EMPTY_NAMES =
      List.of("Util", "Utils", "Helper", "Impl", "Base", "Manager");

  /** The name that the papers gave to this layer. */
  private static final Set<String> NAMES_OF_THE_FIELD = Set.of("PeerManager");

  private final List<String> findings = new ArrayList<>();
  private final CompilationUnitTree unit;
  private final SourcePositions positions;

  private JavaSource(CompilationUnitTree unit, SourcePositions positions) {
    this.unit = unit;
    this.positions = positions;
  }

  /** What is untidy in one source, as "line N: what", in the order of the source. */
  static List<String> findings(String source) throws IOException {
    return findings(Map.of("Source.java", source)).getOrDefault("Source.java", List.of());
  }

  /**
   * What is untidy, by source; one that is tidy is not in the result.
   *
   * @param sources texts by the path of the file
   */
  static Map<String, List<String>> findings(Map<String, String> sources) throws IOException {
    List<Text> files =
        sources.entrySet().stream().map(it -> new Text(it.getKey(), it.getValue())).toList();
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, files);
    var positions = Trees.instance(task).getSourcePositions();
    var all = new TreeMap<String, List<String>>();
    for (CompilationUnitTree unit : task.parse()) {
      var reader = new JavaSource(unit, positions);
      reader.scan(unit, null);
      if (!reader.findings.isEmpty()) {
        all.put(unit.getSourceFile().toUri().getPath().substring(1), reader.findings);
      }
    }
    return all;
  }

  /** A source in memory. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String name, String text) {
      super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @Override
  public Void visitClass(ClassTree type, Void none) {
    String name = type.getSimpleName().toString();
    if (EMPTY_NAMES.stream().anyMatch(name::endsWith) && !NAMES_OF_THE_FIELD.contains(name)) {
      report(type, "a name that says nothing: " + name);
    }
    return super.visitClass(type, null);
  }

  @Override
  public Void visitMethod(MethodTree method, Void none) {
    long lines =
        1 + line(positions.getEndPosition(unit, method)) - line(startWithoutComment(method));
    if (lines > LINES_PER_METHOD) {
      report(method, method.getName() + " has " + lines + " lines");
    }
    if (method.getParameters().size() > PARAMETERS
        && !isConstructorOfRecord(method)
        && !isBoundaryToJavaScript(method)) {
      report(method, method.getName() + " has " + method.getParameters().size() + " parameters");
    }
    return super.visitMethod(method, null);
  }

  @Override
  public Void visitVariable(VariableTree variable, Void none) {
    Tree parent = getCurrentPath().getParentPath().getLeaf();
    Set<Modifier> modifiers = variable.getModifiers().getFlags();
    // The fields of an interface are constants without saying so.
    if (parent.getKind() != Tree.Kind.INTERFACE
        && modifiers.contains(Modifier.STATIC)
        && !modifiers.contains(Modifier.FINAL)) {
      report(variable, STATIC_STATE + variable.getName());
    }
    return super.visitVariable(variable, null);
  }

  @Override
  public Void visitCatch(CatchTree clause, Void none) {
    Tree type = clause.getParameter().getType();
    List<? extends Tree> types =
        type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    for (Tree caught : types) {
      if (CATCH_ALL.contains(caught.toString())) {
        report(clause, "catches everything: " + caught);
      }
    }
    if (clause.getBlock().getStatements().isEmpty()) {
      report(clause, "an empty catch");
    }
    return super.visitCatch(clause, null);
  }

  private boolean isConstructorOfRecord(MethodTree method) {
    return method.getReturnType() == null
        && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
  }

  /** No record crosses to JavaScript: what would be one is passed as parameters. */
  private boolean isBoundaryToJavaScript(MethodTree method) {
    boolean exported =
        method.getModifiers().getAnnotations().stream()
            .map(annotation -> annotation.getAnnotationType().toString())
            .anyMatch(name -> name.equals("JSExport") || name.equals("JSBody"));
    Tree owner = getCurrentPath().getParentPath().getLeaf();
    boolean foreign =
        owner instanceof ClassTree type
            && type.getImplementsClause().stream()
                .anyMatch(parent -> parent.toString().equals("JSObject"));
    return exported || foreign;
  }

  private long startWithoutComment(MethodTree method) {
    BlockTree body = method.getBody();
    long start = positions.getStartPosition(unit, method);
    return start < 0 && body != null ? positions.getStartPosition(unit, body) : start;
  }

  private long line(long position) {
    return unit.getLineMap().getLineNumber(position);
  }

  private void report(Tree tree, String what) {
    findings.add("line " + line(positions.getStartPosition(unit, tree)) + ": " + what);
  }
}
