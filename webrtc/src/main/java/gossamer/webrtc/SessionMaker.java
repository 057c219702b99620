package gossamer.webrtc;

import gossamer.stun.IntegrityKey;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannels;
import gossamer.webrtc.dtls.DtlsFactory;
import gossamer.webrtc.dtls.DtlsFactory.CertificateCheck;
import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.dtls.DtlsSession;
import gossamer.webrtc.ice.IceCredentials;
import gossamer.webrtc.ice.IceLiteSession;
import gossamer.webrtc.sctp.Association;
import gossamer.webrtc.sctp.SctpConfig;
import gossamer.webrtc.sctp.Secrets;
import gossamer.webrtc.sdp.DataSection;
import gossamer.webrtc.sdp.Fingerprint;
import gossamer.webrtc.sdp.SdpException;
import gossamer.webrtc.sdp.SessionDescription;
import gossamer.webrtc.sdp.SetupRole;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes what the sessions of an endpoint begin with. */
final class SessionMaker {
  /** Nobody sent a packet yet, so a signalled session counts for no network. */
  private static final Prefix NOWHERE = new Prefix(0, 0);

  private static final int COOKIE_KEY = 32;

  private final EndpointConfig config;
  private final DtlsFactory dtls;
  private final RandomGenerator random;
  private final ByteBuffer plain = ByteBuffer.allocate(2_048);

  SessionMaker(EndpointConfig config, DtlsFactory dtls, RandomGenerator random) {
    this.config = config;
    this.dtls = dtls;
    this.random = random;
  }

  /** A session whose peer made the answer itself: any certificate, channel 0 negotiated. */
  EndpointSession.Start direct(String fragment, Prefix prefix, IntegrityKey key, long now) {
    DtlsSession session = dtls.session(DtlsRole.CLIENT, certificate -> true);
    var carrier =
        new Carrier(
            session,
            () -> {
              Carrier.Sctp sctp = sctp(DtlsRole.CLIENT, config.sctp());
              sctp.channels().open(ChannelOptions.negotiated("", 0), now);
              return sctp;
            },
            false,
            plain);
    return new EndpointSession.Start(
        fragment,
        prefix,
        new IceLiteSession(fragment, key, config.liveness(), now),
        carrier,
        now + config.setupMicros());
  }

  /** What an offer is answered with, and the session that expects its author. */
  record Answered(EndpointSession.Start start, SessionDescription answer) {}

  Answered answer(String text, List<String> candidates, long now) throws SdpException {
    SessionDescription offer = SessionDescription.parse(text);
    DataSection theirs = offer.data();
    if (offer.iceLite()) {
      throw new SdpException(SdpException.Reason.UNSUPPORTED, "both sides are ICE-lite");
    }
    if (theirs.sctpPort() != config.sctp().port()) {
      throw new SdpException(SdpException.Reason.UNSUPPORTED, "SCTP port " + theirs.sctpPort());
    }
    // RFC 8842, section 5.3: who answers may choose; as client we save a round trip.
    DtlsRole role = theirs.setup() == SetupRole.ACTIVE ? DtlsRole.SERVER : DtlsRole.CLIENT;
    IceCredentials own = IceCredentials.next(random);
    List<Fingerprint> expected = theirs.fingerprints();
    CertificateCheck check = sha256 -> expected.contains(new Fingerprint(sha256));
    SctpConfig settings = limited(config.sctp(), theirs.maxMessageSize());
    var carrier = new Carrier(dtls.session(role, check), () -> sctp(role, settings), false, plain);
    IntegrityKey key = IntegrityKey.shortTerm(own.password());
    var ice = new IceLiteSession(own.fragment(), key, config.liveness(), now);
    var ours =
        new DataSection(
            theirs.mid(),
            theirs.protocol(),
            new gossamer.webrtc.sdp.IceCredentials(own.fragment(), own.password()),
            List.of(new Fingerprint(dtls.fingerprint())),
            role == DtlsRole.CLIENT ? SetupRole.ACTIVE : SetupRole.PASSIVE,
            settings.port(),
            settings.maxReceiveMessage(),
            candidates,
            true);
    var origin = new SessionDescription.Origin(random.nextLong() & Long.MAX_VALUE, 1);
    return new Answered(
        new EndpointSession.Start(
            own.fragment(), NOWHERE, ice, carrier, now + config.setupMicros()),
        offer.answeredBy(origin, true, ours));
  }

  /** With what the other side takes, as far as this side sends it at all. */
  static SctpConfig limited(SctpConfig settings, long theirMost) {
    boolean less = theirMost > 0 && theirMost < settings.maxSendMessage();
    return less ? settings.withMaxSendMessage((int) theirMost) : settings;
  }

  private Carrier.Sctp sctp(DtlsRole role, SctpConfig settings) {
    var association = new Association(settings, secrets(random));
    var channels = new DataChannels(association, config.channels());
    channels.role(role);
    return new Carrier.Sctp(association, channels);
  }

  static Secrets secrets(RandomGenerator random) {
    byte[] key = new byte[COOKIE_KEY];
    random.nextBytes(key);
    int tag = random.nextInt();
    return new Secrets(tag == 0 ? 1 : tag, random.nextInt(), key);
  }
}
