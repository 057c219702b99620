/** STUN and TURN messages: codec, integrity and fingerprint. */
module gossamer.stun {
  requires static org.jspecify;

  exports gossamer.stun;
}
