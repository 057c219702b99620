package gossamer.webrtc;

import gossamer.webrtc.ice.IceAgent;
import gossamer.webrtc.ice.IceCredentials;
import gossamer.webrtc.sctp.SctpConfig;
import gossamer.webrtc.sdp.DataSection;
import gossamer.webrtc.sdp.Fingerprint;
import gossamer.webrtc.sdp.SdpException;
import gossamer.webrtc.sdp.SessionDescription;
import gossamer.webrtc.sdp.SetupRole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The descriptions of one connection (RFC 8829): what was offered, answered and agreed. */
final class Negotiation {
  private final SctpConfig sctp;
  private final Fingerprint own;
  private final long sessionId;
  private final List<String> candidates = new ArrayList<>();
  private boolean gathered;
  private long version;
  private @Nullable SessionDescription offered;
  private @Nullable SessionDescription remote;
  private @Nullable SetupRole role;

  Negotiation(SctpConfig sctp, Fingerprint own, long random) {
    this.sctp = sctp;
    this.own = own;
    this.sessionId = random & Long.MAX_VALUE;
  }

  void discovered(String candidate) {
    if (candidates.size() < SessionDescription.CANDIDATES) {
      candidates.add(candidate.substring("candidate:".length()));
    }
  }

  void gathered() {
    gathered = true;
  }

  SessionDescription offer(IceAgent ice) {
    String mid = remote == null ? "0" : remote.data().mid();
    // RFC 8842, section 5.5: later offers leave open what is decided; actpass does.
    SessionDescription offer =
        SessionDescription.of(
            origin(), false, section(mid, "UDP/DTLS/SCTP", SetupRole.ACTPASS, ice));
    if (remote != null) {
      offer =
          remote.answeredBy(new SessionDescription.Origin(sessionId, version), false, offer.data());
    }
    offered = offer;
    return offer;
  }

  SessionDescription answer(SessionDescription offer, IceAgent ice) throws SdpException {
    acceptable(offer);
    if (role == null) {
      // As client this side saves the offerer a round trip.
      role = offer.data().setup() == SetupRole.ACTIVE ? SetupRole.PASSIVE : SetupRole.ACTIVE;
    }
    DataSection ours = section(offer.data().mid(), offer.data().protocol(), role, ice);
    return offer.answeredBy(origin(), false, ours);
  }

  /** Checks an answer to what was offered last. */
  void check(SessionDescription answer) throws SdpException {
    if (offered == null) {
      throw new SdpException(SdpException.Reason.CONFLICT, "nothing was offered");
    }
    answer.checkAnswers(offered);
    acceptable(answer);
    SetupRole ours =
        answer.data().setup() == SetupRole.ACTIVE ? SetupRole.PASSIVE : SetupRole.ACTIVE;
    if (role != null && role != ours) {
      throw new SdpException(SdpException.Reason.CONFLICT, "the role in DTLS has changed");
    }
    role = ours;
    offered = null;
  }

  private void acceptable(SessionDescription theirs) throws SdpException {
    if (theirs.data().sctpPort() != sctp.port()) {
      throw new SdpException(
          SdpException.Reason.UNSUPPORTED, "SCTP port " + theirs.data().sctpPort());
    }
    if (remote != null && !remote.data().fingerprints().equals(theirs.data().fingerprints())) {
      throw new SdpException(SdpException.Reason.CONFLICT, "the certificate has changed");
    }
  }

  /** Whether this description begins ICE anew (RFC 8839, section 4.4.1.1.1). */
  boolean restarts(SessionDescription theirs) {
    return remote != null && !remote.data().ice().equals(theirs.data().ice());
  }

  void met(SessionDescription theirs) {
    remote = theirs;
  }

  /** Whether a certificate is one that the other side announced. */
  boolean expects(byte[] sha256) {
    return remote != null && remote.data().fingerprints().contains(new Fingerprint(sha256));
  }

  private SessionDescription.Origin origin() {
    return new SessionDescription.Origin(sessionId, ++version);
  }

  private DataSection section(String mid, String protocol, SetupRole setup, IceAgent ice) {
    IceCredentials mine = ice.localCredentials();
    return new DataSection(
        mid,
        protocol,
        new gossamer.webrtc.sdp.IceCredentials(mine.fragment(), mine.password()),
        List.of(own),
        setup,
        sctp.port(),
        sctp.maxReceiveMessage(),
        candidates,
        gathered);
  }
}
