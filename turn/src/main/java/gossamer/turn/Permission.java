package gossamer.turn;

import gossamer.stun.TransportAddress;

/** A peer's address from which, and to which, packets are relayed (RFC 8656, section 9). */
final class Permission {
  /** In microseconds: 300 s. */
  static final long LIFETIME = 300_000_000;

  final long high;
  final long low;

  /** Whether it is a relay host of this server: only ports of the relay are peers there. */
  final boolean own;

  long until;
  private TransportAddress recent;

  Permission(TransportAddress peer, boolean own) {
    this.high = peer.high();
    this.low = peer.low();
    this.own = own;
    this.recent = peer;
  }

  boolean isOf(long peerHigh, long peerLow) {
    return low == peerLow && high == peerHigh;
  }

  /** The address with a port, mostly the one of the last call. */
  TransportAddress withPort(int port) {
    if (recent.port() != port) {
      recent = recent.withPort(port);
    }
    return recent;
  }
}
