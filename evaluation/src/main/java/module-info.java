/** Experiments on real browsers and masters. */
module gossamer.evaluation {
  requires static transitive org.jspecify;
  requires transitive tools.jackson.databind;
  requires gossamer.master;
  requires gossamer.simulator;

  exports gossamer.evaluation.browser;
  exports gossamer.evaluation.process;
}
