/** Runs Jazzer over the parsers of other modules; for tests only. */
module gossamer.fuzzing {
  requires static org.jspecify;

  exports gossamer.fuzzing;
}
