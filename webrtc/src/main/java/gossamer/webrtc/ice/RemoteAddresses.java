package gossamer.webrtc.ice;

import gossamer.stun.TransportAddress;

/** Which addresses a candidate of the other side may name. */
final class RemoteAddresses {
  private RemoteAddresses() {}

  /** Nobody is asked to send to port 0, to no address at all, or to a group. */
  static boolean reachable(TransportAddress address) {
    if (address.port() == 0) {
      return false;
    }
    if (address.ipv4()) {
      int first = (int) (address.low() >>> 24 & 0xff);
      return first != 0 && first < 224;
    }
    return (address.high() | address.low()) != 0 && address.high() >>> 56 != 0xff;
  }

  /** One family, and link-local only with link-local (RFC 8445, section 6.1.2.2). */
  static boolean sameNetwork(TransportAddress base, TransportAddress remote) {
    return base.ipv4() == remote.ipv4() && base.ipv6LinkLocal() == remote.ipv6LinkLocal();
  }
}
