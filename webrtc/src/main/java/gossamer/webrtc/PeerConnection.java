package gossamer.webrtc;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.channel.ChannelLimits;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.channel.DataChannels;
import gossamer.webrtc.dtls.DtlsFactory;
import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.ice.Candidate;
import gossamer.webrtc.ice.CandidateException;
import gossamer.webrtc.ice.IceAgent;
import gossamer.webrtc.ice.IceConfig;
import gossamer.webrtc.ice.IceCredentials;
import gossamer.webrtc.ice.IceOutput;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.IceRole;
import gossamer.webrtc.ice.IceState;
import gossamer.webrtc.sctp.Association;
import gossamer.webrtc.sctp.SctpConfig;
import gossamer.webrtc.sctp.SendResult;
import gossamer.webrtc.sdp.DataSection;
import gossamer.webrtc.sdp.Fingerprint;
import gossamer.webrtc.sdp.SdpException;
import gossamer.webrtc.sdp.SessionDescription;
import gossamer.webrtc.sdp.SetupRole;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a full ICE agent, for data channels only: it offers or answers (RFC 8829),
 * trickles candidates, restarts ICE and carries channels. No socket, thread or clock: one thread at
 * a time calls it, drains {@link #pollPacket} and {@link #poll} to null after every call, and calls
 * {@link #tick} at {@link #deadlineMicros}. Time is in microseconds of one monotone clock.
 *
 * <p>The host binds sockets and tells of them by {@link #addHost}. A side that fell silent is
 * noticed within 5 s, one that closed at once.
 */
public final class PeerConnection implements Connection {
  private final DtlsFactory dtls;
  private final IceAgent ice;
  private final Paths paths;
  private final Negotiation negotiation;
  private final Association association;
  private final DataChannels channels;
  private final ByteBuffer plain = ByteBuffer.allocate(2_048);
  private final EarlyHandshake early = new EarlyHandshake();
  private final PeerEvents events = new PeerEvents();
  private @Nullable Carrier carrier;
  private @Nullable IcePath selected;
  private @Nullable CloseReason end;
  private long mostSent = Long.MAX_VALUE;

  /**
   * A connection that knows nobody yet.
   *
   * @param random unpredictable
   */
  public PeerConnection(
      Settings settings, DtlsFactory dtls, RandomGenerator random, long nowMicros) {
    this.dtls = dtls;
    this.ice = new IceAgent(settings.ice(), settings.role(), random, nowMicros);
    this.paths = new Paths(ice, settings, random);
    this.association = new Association(settings.sctp(), SessionMaker.secrets(random));
    this.channels = new DataChannels(association, settings.channels());
    this.negotiation =
        new Negotiation(settings.sctp(), new Fingerprint(dtls.fingerprint()), random.nextLong());
  }

  /**
   * How a connection is to be.
   *
   * @param role controlling for who makes the first offer (RFC 8445, section 6.1.1)
   * @param servers what the host resolves and then tells the connection of
   */
  public record Settings(
      IceRole role, IceConfig ice, SctpConfig sctp, ChannelLimits channels, IceServers servers) {
    /** Makes the first offer; notices silence within 5 s; buffers of 1 MiB and 2 MiB. */
    public static final Settings OFFERING = of(IceRole.CONTROLLING);

    /** The same for who answers the first offer. */
    public static final Settings ANSWERING = of(IceRole.CONTROLLED);

    /** The same with other servers. */
    public Settings with(IceServers others) {
      return new Settings(role, ice, sctp, channels, others);
    }

    private static Settings of(IceRole role) {
      IceConfig ice = IceConfig.DEFAULT.with(EndpointConfig.LIVENESS);
      return new Settings(
          role, ice, EndpointConfig.sctp(false), ChannelLimits.DEFAULT, IceServers.NONE);
    }
  }

  // --- describing ---

  /** An offer: the first, or after {@link #restartIce} another one. */
  public String createOffer() {
    return negotiation.offer(ice).text();
  }

  /**
   * Takes the other side's offer and answers it.
   *
   * @throws SdpException when it cannot be answered; nothing has changed then
   */
  public String answer(String offer, long nowMicros) throws SdpException {
    SessionDescription theirs = SessionDescription.parse(offer);
    if (negotiation.restarts(theirs)) {
      ice.restart(nowMicros);
    }
    SessionDescription ours = negotiation.answer(theirs, ice);
    meet(theirs, ours.data().setup(), nowMicros);
    return ours.text();
  }

  /**
   * Takes the answer to the last offer, sent by the other side or, in a direct join, made here.
   *
   * @throws SdpException when it does not answer it; nothing has changed then
   */
  public void setAnswer(String answer, long nowMicros) throws SdpException {
    SessionDescription theirs = SessionDescription.parse(answer);
    negotiation.check(theirs);
    boolean active = theirs.data().setup() == SetupRole.PASSIVE;
    meet(theirs, active ? SetupRole.ACTIVE : SetupRole.PASSIVE, nowMicros);
  }

  private void meet(SessionDescription theirs, SetupRole own, long now) throws SdpException {
    DataSection data = theirs.data();
    if (carrier == null) {
      DtlsRole role = own == SetupRole.ACTIVE ? DtlsRole.CLIENT : DtlsRole.SERVER;
      channels.role(role);
      carrier =
          new Carrier(
              dtls.session(role, negotiation::expects),
              () -> new Carrier.Sctp(association, channels),
              true,
              plain);
    }
    mostSent = data.maxMessageSize() == 0 ? Long.MAX_VALUE : data.maxMessageSize();
    negotiation.met(theirs);
    ice.remoteCredentials(
        new IceCredentials(data.ice().ufrag(), data.ice().password()), theirs.iceLite(), now);
    for (String candidate : data.candidates()) {
      addCandidate(candidate, now);
    }
    early.release().forEach(kept -> carry(kept, now));
    settle(now);
  }

  /**
   * Adds a candidate of the other side (RFC 8838); what cannot be used is passed over.
   *
   * @param value of {@code a=candidate}, with or without {@code candidate:} before it
   * @return false when it is malformed
   */
  public boolean addCandidate(String value, long nowMicros) {
    try {
      ice.addRemote(Candidate.parse(value.startsWith("candidate:") ? value : "candidate:" + value));
    } catch (CandidateException e) {
      return false;
    }
    settle(nowMicros);
    return true;
  }

  /** Begins ICE anew: the next offer has other credentials. The path in use stays meanwhile. */
  public void restartIce(long nowMicros) {
    ice.restart(nowMicros);
    settle(nowMicros);
  }

  // --- what the host has ---

  /** An address that a socket of the host is bound to; earlier ones are preferred. */
  public void addHost(TransportAddress address, long nowMicros) {
    paths.addHost(address);
    settle(nowMicros);
  }

  /**
   * A server to ask from every host address so far, and the addresses of its host: the host
   * resolves names. With none it has failed.
   */
  public void addServer(IceServer server, List<TransportAddress> addresses, long nowMicros) {
    paths.addServer(server, addresses, nowMicros);
    settle(nowMicros);
  }

  /** No more addresses or servers will be added. */
  public void endOfLocalCandidates(long nowMicros) {
    paths.endOfLocalCandidates();
    settle(nowMicros);
  }

  // --- packets and time ---

  /** Takes one packet, from position to limit, in big endian order. */
  public void receive(ByteBuffer packet, IcePath path, long nowMicros) {
    if (paths.takes(packet, path)) {
      Paths.Inner inner = paths.receive(packet, path, nowMicros);
      if (inner != null) {
        take(inner.packet(), inner.path(), nowMicros);
      }
    } else if (paths.mayUse(path)) {
      take(packet, path, nowMicros);
    }
    settle(nowMicros);
  }

  private void take(ByteBuffer packet, IcePath path, long now) {
    int first = packet.hasRemaining() ? packet.get(packet.position()) & 0xff : 0xff;
    if (first <= 3) {
      ice.receive(packet, path, now);
    } else if (first >= 20 && first <= 63 && isKnown(path)) {
      carry(packet, now);
    }
  }

  /** A handshake is believed from the path in use only, or from any until there is one. */
  private boolean isKnown(IcePath path) {
    return selected == null || selected.equals(path) || (carrier != null && carrier.connected());
  }

  private void carry(ByteBuffer packet, long now) {
    if (carrier == null) {
      early.keep(packet);
      return;
    }
    carrier.start(now);
    if (carrier.receive(packet, now)) {
      ice.alive(now);
    }
  }

  /** Does what is due by the clock. */
  public void tick(long nowMicros) {
    paths.tick(nowMicros);
    if (carrier != null) {
      carrier.tick(nowMicros);
    }
    settle(nowMicros);
  }

  /** When {@link #tick} is due; {@link Long#MAX_VALUE} when it never is. */
  public long deadlineMicros() {
    if (end != null) {
      return Long.MAX_VALUE;
    }
    long carried = carrier == null ? Long.MAX_VALUE : carrier.deadlineMicros();
    return Math.min(paths.deadlineMicros(), carried);
  }

  /**
   * Writes the next datagram to {@code into}, from its position; at most 1,472 bytes.
   *
   * @return where it goes, or null when there is none
   */
  public @Nullable IcePath pollPacket(ByteBuffer into, long nowMicros) {
    return paths.poll(selected, carrier, into, nowMicros);
  }

  /** The next event, or null. */
  public @Nullable PeerEvent poll() {
    PeerEvent failed = events.ended() ? null : paths.event();
    return failed == null ? events.poll() : failed;
  }

  /** The state of ICE. */
  public IceState iceState() {
    return ice.state();
  }

  // --- channels ---

  @Override
  public Optional<DataChannel> open(ChannelOptions options, long nowMicros) {
    Optional<DataChannel> opened = channels.open(options, nowMicros);
    settle(nowMicros);
    return opened;
  }

  @Override
  public SendResult send(DataChannel channel, ByteBuffer data, boolean text, long nowMicros) {
    if (data.remaining() > mostSent) {
      return SendResult.TOO_LARGE;
    }
    SendResult result = channels.send(channel, data, text, nowMicros);
    settle(nowMicros);
    return result;
  }

  @Override
  public long bufferedAmount(DataChannel channel) {
    return channels.bufferedAmount(channel);
  }

  @Override
  public void bufferedAmountLow(DataChannel channel, long bytes) {
    channels.bufferedAmountLowThreshold(channel, bytes);
  }

  @Override
  public void close(DataChannel channel, long nowMicros) {
    channels.close(channel, nowMicros);
    settle(nowMicros);
  }

  @Override
  public void close(long nowMicros) {
    end(CloseReason.LOCAL, nowMicros);
    settle(nowMicros);
  }

  @Override
  public Optional<IcePath> path() {
    return Optional.ofNullable(selected);
  }

  @Override
  public byte[] fingerprint() {
    return dtls.fingerprint();
  }

  @Override
  public byte[] peerFingerprint() {
    if (carrier == null) {
      throw new IllegalStateException("not connected");
    }
    return carrier.peerFingerprint();
  }

  private void end(CloseReason reason, long now) {
    if (end == null) {
      end = reason;
      if (carrier != null) {
        carrier.close(reason, now);
      }
      paths.close(now);
    }
  }

  private void drainIce(long now) {
    for (Optional<IceOutput> next = ice.poll(); next.isPresent(); next = ice.poll()) {
      switch (next.get()) {
        case IceOutput.Send send -> paths.check(send);
        case IceOutput.Selected(var path, var nominated) -> selected(path, nominated, now);
        case IceOutput.Discovered(var candidate) -> {
          negotiation.discovered(candidate.text());
          events.add(new PeerEvent.CandidateFound(candidate.text()));
        }
        case IceOutput.GatheringDone() -> {
          negotiation.gathered();
          events.add(new PeerEvent.GatheringDone());
        }
        case IceOutput.StateChanged(var state)
            when state != IceState.CONNECTED && state != IceState.CHECKING ->
            end(CloseReason.TIMEOUT, now);
        case IceOutput.StateChanged changed -> {}
        case IceOutput.Probe() -> {}
      }
    }
  }

  private void selected(IcePath path, boolean nominated, long now) {
    selected = path;
    if (nominated) {
      paths.nominated(path, now);
    }
    if (carrier != null) {
      carrier.start(now);
      carrier.resend(now);
    }
  }

  private void settle(long now) {
    paths.drain();
    drainIce(now);
    Carrier carried = carrier;
    if (carried != null) {
      for (ConnectionEvent event = carried.next(now); event != null; event = carried.next(now)) {
        events.add(new PeerEvent.Happened(event));
      }
      CloseReason over = carried.end();
      if (over != null) {
        end(over, now);
      }
    }
    if (end != null) {
      events.end(end);
    }
  }
}
