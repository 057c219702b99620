package gossamer.simulator.swarm;

/**
 * How a peer's network treats datagrams: the behaviours of RFC 4787, as far as they decide whether
 * two peers that know each other's addresses from STUN get through to each other (RFC 5128 §3.3).
 */
public enum Nat {
  /** A public address. */
  OPEN,
  /** One outside port for all destinations, and anybody may answer to it. */
  CONE,
  /** One outside port for all destinations, but only who was written to may answer. */
  RESTRICTED,
  /** Another outside port for every destination: nobody can guess it. */
  SYMMETRIC,
  /** No datagrams at all: only WebSockets to masters. */
  BLOCKED;

  /** Whether a data channel between the two can come up without a relay. */
  public boolean reaches(Nat other) {
    if (this == BLOCKED || other == BLOCKED) {
      return false;
    }
    boolean guessed = this == SYMMETRIC && other.ordinal() >= RESTRICTED.ordinal();
    return !guessed && !(other == SYMMETRIC && ordinal() >= RESTRICTED.ordinal());
  }
}
