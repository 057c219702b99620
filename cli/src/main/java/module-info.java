/** The verbs people type. */
module gossamer.cli {
  requires static org.jspecify;
  requires gossamer.evaluation;
  requires gossamer.master;
  requires info.picocli;

  opens gossamer.cli to
      info.picocli;
}
