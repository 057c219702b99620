/** Many peers in one JVM, on virtual time and with seeded faults. */
module gossamer.simulator {
  requires static org.jspecify;
  requires transitive gossamer.peer;

  exports gossamer.simulator;
  exports gossamer.simulator.scenario;
  exports gossamer.simulator.swarm;
}
