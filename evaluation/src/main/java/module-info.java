/** Experiments on real browsers and masters. */
module gossamer.evaluation {
  requires static org.jspecify;
  requires gossamer.master;
  requires gossamer.simulator;
}
