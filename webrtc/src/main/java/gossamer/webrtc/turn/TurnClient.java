package gossamer.webrtc.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.ChannelData;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One allocation on a TURN server over UDP (RFC 8656), from one socket: it asks for a relayed
 * address, keeps it, and carries packets to peers and back. Time is in microseconds of one monotone
 * clock; after every call drain {@link #poll}, and call {@link #tick} at {@link #deadlineMicros}.
 * For one thread.
 *
 * <p>Permissions are asked for when something is sent to a peer; the first packets wait for them.
 * Whoever answers from the server's address is believed as far as RFC 8656 does: answers carry
 * integrity, data does not.
 */
public final class TurnClient {
  /** Bytes of a payload, at most: with the longest header around it the packet has 1,520. */
  public static final int PAYLOAD = 1_472;

  /** Seconds that are asked for (RFC 8656, section 3.2: the default). */
  static final long LIFETIME = 600;

  private final Allocation allocation;
  private final RandomGenerator random;
  private final StunMessage message = new StunMessage();

  /**
   * A client that asks at once.
   *
   * @param rto until a request is sent again the first time, doubled from then on; microseconds
   * @param random unpredictable: transaction ids come from it
   */
  public TurnClient(TurnCredentials credentials, long rto, RandomGenerator random, long nowMicros) {
    this.random = random;
    this.allocation = new Allocation(new LongTerm(credentials), rto, random);
    allocation.begin(nowMicros);
  }

  /**
   * Takes one packet that came from the server. What is malformed, not authentic or not waited for
   * is counted and dropped.
   *
   * @return what a peer sent, if the packet brought that
   */
  public Optional<TurnData> receive(ByteBuffer packet, long nowMicros) {
    if (ChannelData.looksLike(packet)) {
      return channelData(packet, nowMicros);
    }
    TurnCounters counters = counters();
    try {
      message.read(packet);
      if (message.has(AttributeType.FINGERPRINT) && !message.fingerprintHolds()) {
        counters.malformed++;
        return Optional.empty();
      }
      switch (message.messageClass()) {
        case INDICATION -> {
          return indication(nowMicros);
        }
        case REQUEST -> counters.unexpected++;
        case SUCCESS, ERROR -> allocation.answered(message, nowMicros);
      }
    } catch (StunException e) {
      counters.malformed++;
    }
    return Optional.empty();
  }

  private Optional<TurnData> channelData(ByteBuffer packet, long now) {
    Optional<ChannelData> frame = ChannelData.parse(packet);
    if (frame.isEmpty()) {
      counters().malformed++;
      return Optional.empty();
    }
    // The answer that confirms a channel may be overtaken by what comes over it.
    Grant channel = allocation.channels().numbered(frame.get().channel());
    if (channel == null || !channel.holds(now) && !channel.asked) {
      counters().unexpected++;
      return Optional.empty();
    }
    return fromPeer(channel.peer, frame.get().payload(), now);
  }

  /** RFC 8656, section 11.4. */
  private Optional<TurnData> indication(long now) throws StunException {
    Optional<TransportAddress> peer = message.xorAddress(AttributeType.XOR_PEER_ADDRESS);
    Optional<ByteBuffer> data = message.value(AttributeType.DATA);
    if (message.method() != StunMethod.DATA) {
      counters().unexpected++;
      return Optional.empty();
    }
    boolean whole =
        peer.isPresent()
            && data.isPresent()
            && message.unknownRequired(AttributeType::understoodByTurn).isEmpty();
    if (!whole) {
      counters().malformed++;
      return Optional.empty();
    }
    return fromPeer(peer.get(), data.get(), now);
  }

  private Optional<TurnData> fromPeer(TransportAddress peer, ByteBuffer payload, long now) {
    Grant permission = allocation.permissions().find(peer.withPort(0));
    if (state() != TurnState.ALLOCATED || permission == null || !permission.holds(now)) {
      counters().unexpected++;
      return Optional.empty();
    }
    return Optional.of(new TurnData(peer, payload));
  }

  /**
   * Wraps a packet for a peer: the result goes to the server. Without a permission for the peer it
   * is asked for, and the packet waits, or is dropped when others wait already.
   *
   * @param payload from position to limit, at most {@link #PAYLOAD} bytes
   * @param into big-endian, with room for 48 bytes more; written from its position
   * @return false when nothing was written
   */
  public boolean wrap(TransportAddress peer, ByteBuffer payload, ByteBuffer into, long nowMicros) {
    // Last packets still leave before the address is given back.
    boolean open = state() == TurnState.ALLOCATED || state() == TurnState.RELEASING;
    if (!open || payload.remaining() > PAYLOAD) {
      counters().dropped++;
      return false;
    }
    Grant channel = allocation.channels().find(peer);
    if (channel != null && channel.holds(nowMicros)) {
      channel.used = true;
      ChannelData.writeHeader(into, channel.channel, payload.remaining());
      into.put(payload.duplicate());
      return true;
    }
    Grant permission = allocation.permissions().of(peer.withPort(0), nowMicros);
    if (permission == null) {
      counters().overLimit++;
      return false;
    }
    permission.used = true;
    if (permission.holds(nowMicros)) {
      writeSend(into, random, peer, payload);
      return true;
    }
    allocation.hold(permission, peer, payload, nowMicros);
    return false;
  }

  static void writeSend(
      ByteBuffer into, RandomGenerator random, TransportAddress peer, ByteBuffer payload) {
    new StunWriter(into, StunClass.INDICATION, StunMethod.SEND, TransactionId.next(random))
        .xorAddress(AttributeType.XOR_PEER_ADDRESS, peer)
        .bytes(AttributeType.DATA, payload)
        .finish();
  }

  /**
   * Asks for a channel to a peer that much will be sent to: 4 bytes of header in place of 36 or
   * more. When there is none it goes on without.
   */
  public void bind(TransportAddress peer, long nowMicros) {
    allocation.bind(peer, nowMicros);
  }

  /** Sends what is due, renews what is used, gives up what took too long. */
  public void tick(long nowMicros) {
    allocation.tick(nowMicros);
  }

  /** When {@link #tick} is due; {@link Long#MAX_VALUE} when it never is. */
  public long deadlineMicros() {
    return allocation.deadlineMicros();
  }

  /** The next output, or null. */
  public @Nullable TurnOutput poll() {
    return allocation.poll();
  }

  /**
   * Gives the relayed address back (RFC 8656, section 7.1: a lifetime of 0). The owner may stop
   * right after the first packet of that; with time and packets the client makes sure.
   */
  public void close(long nowMicros) {
    allocation.release(nowMicros);
  }

  /** Where it stands. */
  public TurnState state() {
    return allocation.state();
  }

  /** What was refused or dropped. */
  public TurnCounters counters() {
    return allocation.counters();
  }
}
