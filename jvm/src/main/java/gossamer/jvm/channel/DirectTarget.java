package gossamer.jvm.channel;

import gossamer.webrtc.ice.Candidate;
import gossamer.webrtc.ice.CandidateType;
import gossamer.webrtc.ice.IceCredentials;
import gossamer.webrtc.sdp.DataSection;
import gossamer.webrtc.sdp.Fingerprint;
import gossamer.webrtc.sdp.SessionDescription;
import gossamer.webrtc.sdp.SetupRole;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A host that takes data channels without signalling.
 *
 * @param addresses its UDP addresses, resolved, best first, at least one
 * @param fingerprint SHA-256 of its certificate, 32 bytes
 * @param token begins the ICE user name fragment, to be let in; empty for none
 */
public record DirectTarget(List<InetSocketAddress> addresses, byte[] fingerprint, String token) {
  private static final int SCTP_PORT = 5000;
  private static final int MESSAGE = 262_144;

  /** Checks what was handed in. */
  public DirectTarget {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty() || addresses.stream().anyMatch(InetSocketAddress::isUnresolved)) {
      throw new IllegalArgumentException("no address: " + addresses);
    }
  }

  /**
   * The answer that the host would give to any offer, made by who dials: its password is the
   * fingerprint in hexadecimal, and it is ICE-lite and the DTLS client.
   *
   * @param random for what tells this connection apart at the host
   */
  public String answer(SecureRandom random) {
    String print = HexFormat.of().formatHex(fingerprint);
    List<String> candidates =
        IntStream.range(0, addresses.size())
            .mapToObj(place -> candidate(addresses.get(place), place))
            .toList();
    var section =
        new DataSection(
            "0",
            "UDP/DTLS/SCTP",
            new gossamer.webrtc.sdp.IceCredentials(
                token + IceCredentials.next(random).fragment(), print),
            List.of(new Fingerprint(fingerprint)),
            SetupRole.ACTIVE,
            SCTP_PORT,
            MESSAGE,
            candidates,
            true);
    return SessionDescription.of(new SessionDescription.Origin(1, 1), true, section).text();
  }

  private static String candidate(InetSocketAddress address, int place) {
    long priority = Candidate.priority(CandidateType.HOST, 65_535 - place, 1);
    return Candidate.udp(
            CandidateType.HOST,
            PathCache.transportAddress(address),
            Integer.toString(place),
            priority)
        .text()
        .substring("candidate:".length());
  }
}
