package gossamer.webrtc.ice;

import gossamer.stun.TransportAddress;
import java.util.Optional;

/**
 * A candidate (RFC 8445, section 5.1) as SDP names it.
 *
 * @param foundation 1 to 32 ice-chars: candidates of one kind from one base share it
 * @param component 1 to 256; data channels use 1
 * @param priority 1 to 2^31 - 1 by RFC 8445, read up to 2^32 - 1
 * @param host an IP address, or a name such as an mDNS one, which is never resolved
 * @param port 0 to 65535
 * @param related where it was derived from; browsers hide it as 0.0.0.0
 * @param tcpType only with {@link Transport#TCP}
 */
public record Candidate(
    String foundation,
    int component,
    Transport transport,
    long priority,
    String host,
    int port,
    CandidateType type,
    Optional<TransportAddress> related,
    Optional<TcpType> tcpType) {

  /** Checks ranges. */
  public Candidate {
    boolean ranges =
        component >= 1
            && component <= 256
            && priority >= 0
            && priority <= 0xffff_ffffL
            && port >= 0
            && port <= 0xffff;
    if (!ranges || !IceText.isIceChars(foundation, 1, 32)) {
      throw new IllegalArgumentException("out of range");
    }
  }

  /** A candidate of component 1 over UDP. */
  public static Candidate udp(
      CandidateType type, TransportAddress address, String foundation, long priority) {
    return new Candidate(
        foundation,
        1,
        Transport.UDP,
        priority,
        address.host(),
        address.port(),
        type,
        Optional.empty(),
        Optional.empty());
  }

  /** A passive host candidate of component 1 over TCP (RFC 6544). */
  public static Candidate tcpPassive(TransportAddress address, String foundation, long priority) {
    return new Candidate(
        foundation,
        1,
        Transport.TCP,
        priority,
        address.host(),
        address.port(),
        CandidateType.HOST,
        Optional.empty(),
        Optional.of(TcpType.PASSIVE));
  }

  /**
   * The priority of RFC 8445, section 5.1.2.1.
   *
   * @param localPreference 0 to 65535, higher is better
   */
  public static long priority(CandidateType type, int localPreference, int component) {
    return ((long) type.preference() << 24) + ((long) localPreference << 8) + (256 - component);
  }

  /** The same with where it was derived from. */
  public Candidate derivedFrom(TransportAddress origin) {
    return new Candidate(
        foundation, component, transport, priority, host, port, type, Optional.of(origin), tcpType);
  }

  /** Its address; empty when it is a name. */
  public Optional<TransportAddress> address() {
    return TransportAddress.parse(host, port);
  }

  /**
   * Reads the value of a candidate attribute; "a=" may stand before it.
   *
   * @throws CandidateException when it is malformed or of a kind that is not known
   */
  public static Candidate parse(String line) throws CandidateException {
    return CandidateText.parse(line);
  }

  /** The value as RFC 8839 writes it, beginning with "candidate:". */
  public String text() {
    return CandidateText.format(this);
  }
}
