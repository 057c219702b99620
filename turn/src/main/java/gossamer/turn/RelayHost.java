package gossamer.turn;

import gossamer.stun.TransportAddress;

/**
 * An address of this machine on which relayed sockets are opened; ports are 0.
 *
 * @param local what sockets are bound to
 * @param told what clients are told: another one behind a NAT that maps one to one
 */
public record RelayHost(TransportAddress local, TransportAddress told) {
  /** Checks the ports and that both are of one family. */
  public RelayHost {
    if (local.port() != 0 || told.port() != 0 || local.ipv4() != told.ipv4()) {
      throw new IllegalArgumentException("relay host " + local + " told as " + told);
    }
  }

  /** One that is told as it is. */
  public static RelayHost of(TransportAddress address) {
    return new RelayHost(address.withPort(0), address.withPort(0));
  }
}
