/** The portable tests of the core. */
module gossamer.conformance {
  requires static org.jspecify;
  requires gossamer.peer;
  requires gossamer.simulator;
  requires org.teavm.jso;
}
