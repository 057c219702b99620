package gossamer.turn;

import gossamer.stun.TransportAddress;

/** A number that stands for a peer (RFC 8656, section 12). */
final class Channel {
  /** In microseconds: 600 s. */
  static final long LIFETIME = 600_000_000;

  final int number;
  final TransportAddress peer;

  /** Whether the peer is an address of this server's relay. */
  final boolean own;

  long until;

  Channel(int number, TransportAddress peer, boolean own) {
    this.number = number;
    this.peer = peer;
    this.own = own;
  }
}
