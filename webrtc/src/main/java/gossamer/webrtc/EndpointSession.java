package gossamer.webrtc;

import gossamer.stun.StunMessage;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.channel.DataChannels;
import gossamer.webrtc.ice.IceLiteSession;
import gossamer.webrtc.ice.IceOutput;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.IceState;
import gossamer.webrtc.sctp.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One connection of an {@link Endpoint}. */
public final class EndpointSession implements Connection {
  private final Endpoint endpoint;
  private final String fragment;
  private final Prefix prefix;
  private final IceLiteSession ice;
  private final Carrier carrier;
  private final long bornAt;
  private final Credit credit = new Credit();
  private final Queue<IceOutput.Send> answers = new ArrayDeque<>(2);
  private final ArrayDeque<IcePath> paths = new ArrayDeque<>(2);
  private @Nullable IcePath selected;
  private long setupDeadline;
  final Deadlines.Entry entry = new Deadlines.Entry(this);
  boolean waiting;
  boolean over;

  /** What a session begins with. */
  record Start(
      String fragment, Prefix prefix, IceLiteSession ice, Carrier carrier, long setupDeadline) {}

  EndpointSession(Endpoint endpoint, Start start, long now) {
    this.endpoint = endpoint;
    this.fragment = start.fragment();
    this.prefix = start.prefix();
    this.ice = start.ice();
    this.carrier = start.carrier();
    this.setupDeadline = start.setupDeadline();
    this.bornAt = now;
  }

  @Override
  public Optional<DataChannel> open(ChannelOptions options, long nowMicros) {
    DataChannels channels = carrier.channels();
    if (channels == null || over) {
      return Optional.empty();
    }
    Optional<DataChannel> opened = channels.open(options, nowMicros);
    endpoint.settle(this, nowMicros);
    return opened;
  }

  @Override
  public SendResult send(DataChannel channel, ByteBuffer data, boolean text, long nowMicros) {
    DataChannels channels = carrier.channels();
    if (channels == null || over) {
      return SendResult.CLOSED;
    }
    SendResult result = channels.send(channel, data, text, nowMicros);
    endpoint.settle(this, nowMicros);
    return result;
  }

  @Override
  public long bufferedAmount(DataChannel channel) {
    DataChannels channels = carrier.channels();
    return channels == null ? 0 : channels.bufferedAmount(channel);
  }

  @Override
  public void bufferedAmountLow(DataChannel channel, long bytes) {
    DataChannels channels = carrier.channels();
    if (channels != null) {
      channels.bufferedAmountLowThreshold(channel, bytes);
    }
  }

  @Override
  public void close(DataChannel channel, long nowMicros) {
    DataChannels channels = carrier.channels();
    if (channels != null && !over) {
      channels.close(channel, nowMicros);
      endpoint.settle(this, nowMicros);
    }
  }

  @Override
  public void close(long nowMicros) {
    end(CloseReason.LOCAL, nowMicros);
    endpoint.settle(this, nowMicros);
  }

  @Override
  public Optional<IcePath> path() {
    return Optional.ofNullable(selected);
  }

  @Override
  public byte[] fingerprint() {
    return endpoint.fingerprint();
  }

  @Override
  public byte[] peerFingerprint() {
    return carrier.peerFingerprint();
  }

  /** Fragment of the endpoint in this session, by which the other side's checks name it. */
  public String fragment() {
    return fragment;
  }

  Prefix prefix() {
    return prefix;
  }

  long bornAt() {
    return bornAt;
  }

  Carrier carrier() {
    return carrier;
  }

  /** The paths by which it is found. */
  Iterable<IcePath> paths() {
    return paths;
  }

  /** Whether something that only the other side can make came by this path. */
  boolean proved(IcePath path) {
    return credit.proved() && path.equals(selected);
  }

  /** A check with the right fragment; true when it proved a path that was not known before. */
  boolean check(StunMessage message, IcePath path, long now) {
    if (path.equals(selected)) {
      credit.received(message.size());
    }
    ice.receive(message, path, now);
    drainIce(message.size(), now);
    if (!answers.isEmpty()) {
      // Browsers lose a ClientHello that came before the answer to their check.
      carrier.resend(now);
    }
    return ice.proved(path) && !paths.contains(path);
  }

  /** Remembers a path by which it is found from now on; gives the one it makes room for. */
  Optional<IcePath> remember(IcePath path) {
    paths.addLast(path);
    if (paths.size() <= IceLiteSession.MAX_PATHS) {
      return Optional.empty();
    }
    IcePath oldest = paths.removeFirst();
    if (oldest.equals(selected)) {
      paths.addLast(oldest);
      oldest = paths.removeFirst();
    }
    return Optional.of(oldest);
  }

  void receive(ByteBuffer datagram, IcePath path, long now) {
    boolean own = path.equals(selected);
    if (own) {
      credit.received(datagram.remaining());
    }
    if (carrier.receive(datagram, now)) {
      ice.alive(now);
      if (own) {
        credit.prove();
      }
    }
  }

  /** The connection that a path stood for has ended. */
  void gone(IcePath path, long now) {
    if (path.equals(selected)) {
      end(CloseReason.REMOTE, now);
    }
  }

  void tick(long now) {
    if (over) {
      return;
    }
    if (ice.deadlineMicros() <= now) {
      ice.tick(now);
      drainIce(0, now);
    }
    carrier.tick(now);
    if (now >= setupDeadline) {
      endpoint.count(Refusal.SETUP_TIMEOUT);
      end(CloseReason.TIMEOUT, now);
    }
  }

  /** SCTP is up. */
  void connected() {
    setupDeadline = Long.MAX_VALUE;
  }

  void end(CloseReason reason, long now) {
    carrier.close(reason, now);
  }

  long deadlineMicros() {
    return Math.min(setupDeadline, Math.min(ice.deadlineMicros(), carrier.deadlineMicros()));
  }

  /** Writes the next datagram; null when there is none now. */
  @Nullable IcePath poll(ByteBuffer into, long now) {
    int from = into.position();
    for (IceOutput.Send answer = answers.poll(); answer != null; answer = answers.poll()) {
      into.put(answer.packet());
      // An answer is shorter than three times its check: the credit is for what else follows.
      if (!answer.path().equals(selected) || credit.spend(into.position() - from)) {
        return answer.path();
      }
      endpoint.count(Refusal.AMPLIFICATION);
      into.position(from);
    }
    IcePath path = selected;
    while (path != null && carrier.pollDatagram(into, now)) {
      if (credit.spend(into.position() - from)) {
        return path;
      }
      endpoint.count(Refusal.AMPLIFICATION);
      into.position(from);
    }
    return null;
  }

  private void drainIce(int received, long now) {
    for (Optional<IceOutput> next = ice.poll(); next.isPresent(); next = ice.poll()) {
      switch (next.get()) {
        case IceOutput.Send send -> answers.add(send);
        case IceOutput.Selected(var path, var nominated) -> {
          if (!path.equals(selected)) {
            selected = path;
            credit.reset();
            credit.received(received);
          }
          carrier.start(now);
        }
        case IceOutput.StateChanged(var state) -> {
          if (state == IceState.LOST || state == IceState.FAILED) {
            end(CloseReason.TIMEOUT, now);
          }
        }
        case IceOutput.Probe() -> carrier.probe(now);
        case IceOutput.Discovered ignored -> {}
        case IceOutput.GatheringDone() -> {}
      }
    }
  }

  @Override
  public String toString() {
    return "EndpointSession[" + fragment + " " + selected + "]";
  }
}
