package gossamer.webrtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gossamer.stun.TransportAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The candidate attribute, with lines as browsers write them. */
class CandidateTest {
  @Test
  void chromiumsReflexiveCandidate() throws CandidateException {
    Candidate candidate =
        Candidate.parse(
            "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0"
                + " generation 0 ufrag EsAw network-cost 999");
    assertEquals(CandidateType.SERVER_REFLEXIVE, candidate.type());
    assertEquals(TransportAddress.parse("203.0.113.7", 46154), candidate.address());
    assertEquals(TransportAddress.parse("0.0.0.0", 0), candidate.related());
  }

  @Test
  void firefoxsMdnsCandidateHasNoAddress() throws CandidateException {
    Candidate candidate =
        Candidate.parse(
            "a=candidate:0 1 UDP 2122252543 3ae5a2f4-4bd1-4b2c-8e6b-0d5b2f1f6c3a.local 51222 typ host");
    assertEquals(Optional.empty(), candidate.address());
    assertEquals(Transport.UDP, candidate.transport());
  }

  @Test
  void aPassiveTcpCandidateIsWrittenAndReadAgain() throws CandidateException {
    TransportAddress address = TransportAddress.parse("2001:db8::5", 443).orElseThrow();
    Candidate candidate = Candidate.tcpPassive(address, "7", 1_671_430_143);
    assertEquals(
        "candidate:7 1 tcp 1671430143 2001:db8::5 443 typ host tcptype passive", candidate.text());
    assertEquals(candidate, Candidate.parse(candidate.text()));
  }

  @Test
  void rfc8445Section5121Priority() {
    assertEquals(2_130_706_431L, Candidate.priority(CandidateType.HOST, 65535, 1));
    assertEquals(1_694_498_815L, Candidate.priority(CandidateType.SERVER_REFLEXIVE, 65535, 1));
    assertEquals(16_777_215L, Candidate.priority(CandidateType.RELAYED, 65535, 1));
  }

  @Test
  void whatIsNoCandidateIsRefused() {
    for (String line :
        List.of(
            "",
            "candidate:",
            "candidate:1 1 udp 1 1.2.3.4 1 type host",
            "candidate:1 0 udp 1 1.2.3.4 1 typ host",
            "candidate:1 257 udp 1 1.2.3.4 1 typ host",
            "candidate:1 1 sctp 1 1.2.3.4 1 typ host",
            "candidate:1 1 udp -1 1.2.3.4 1 typ host",
            "candidate:1 1 udp 4294967296 1.2.3.4 1 typ host",
            "candidate:1 1 udp 1 1.2.3.4 65536 typ host",
            "candidate:1 1 udp 1 1.2.3.4 1 typ other",
            "candidate:1 1 udp 1 1.2.3.4 1 typ host tcptype passive",
            "candidate:1 1 tcp 1 1.2.3.4 1 typ host",
            "candidate:1 1 tcp 1 1.2.3.4 1 typ host tcptype maybe",
            "candidate:- 1 udp 1 1.2.3.4 1 typ host",
            "candidate:1 1 udp 1 1.2.3.4 1 typ host raddr 1.2.3.4 rport x",
            "candidate:1 1 udp 1 " + "a".repeat(2000) + " 1 typ host")) {
      assertThrows(CandidateException.class, () -> Candidate.parse(line), line);
    }
  }
}
