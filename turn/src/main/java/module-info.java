/** A STUN and TURN server as state machines without sockets. */
module gossamer.turn {
  requires static transitive org.jspecify;
  requires transitive gossamer.stun;

  exports gossamer.turn;
}
