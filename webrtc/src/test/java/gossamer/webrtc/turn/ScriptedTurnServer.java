package gossamer.webrtc.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.ChannelData;
import gossamer.stun.ErrorCode;
import gossamer.stun.IntegrityKey;
import gossamer.stun.NonceCookie;
import gossamer.stun.PasswordAlgorithm;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One allocation of a TURN server that does what a test tells it; strict with its client. */
public final class ScriptedTurnServer {
  public static final String REALM = "example.org";
  static final TransportAddress MAPPED = TransportAddress.parse("203.0.113.7", 7_000).orElseThrow();
  private static final long SECOND = 1_000_000;

  /** What peers get. */
  public record Sent(TransportAddress peer, ByteBuffer payload) {}

  private final TurnCredentials credentials;
  private final TransportAddress relayed;

  /** Requests that were carried out or refused, by method. */
  final Map<Integer, Integer> seen = new HashMap<>();

  final Map<TransportAddress, Long> permissions = new HashMap<>();
  final Map<Integer, TransportAddress> channels = new HashMap<>();
  final Map<Integer, Long> channelsUntil = new HashMap<>();

  /** Errors to answer a method with, once it is authenticated. */
  final Map<Integer, Integer> refuses = new HashMap<>();

  List<PasswordAlgorithm> offers = List.of();
  boolean anonymous;
  boolean hidesAlgorithms;
  boolean forges;
  long lifetime = 600;
  long until;
  private int nonces = 1;

  /** An allocation at that address for who has these credentials. */
  public ScriptedTurnServer(TurnCredentials credentials, TransportAddress relayed) {
    this.credentials = credentials;
    this.relayed = relayed;
  }

  /** From now on the nonces so far are stale. */
  void renewNonce() {
    nonces++;
  }

  private String nonce() {
    int features =
        (offers.isEmpty() ? 0 : NonceCookie.PASSWORD_ALGORITHMS)
            | (anonymous ? NonceCookie.USERNAME_ANONYMITY : 0);
    return features == 0 ? "nonce" + nonces : NonceCookie.announce(features, "nonce" + nonces);
  }

  boolean allocated(long now) {
    return now < until;
  }

  /** A packet of the client: what goes to a peer, or an answer; the list holds at most one. */
  public List<Sent> receive(ByteBuffer packet, long now, List<ByteBuffer> answers) {
    if (ChannelData.looksLike(packet)) {
      ChannelData frame = ChannelData.parse(packet).orElseThrow();
      boolean open = channelsUntil.getOrDefault(frame.channel(), 0L) > now;
      return open ? List.of(new Sent(channels.get(frame.channel()), frame.payload())) : List.of();
    }
    try {
      StunMessage message = StunMessage.parse(packet);
      if (message.messageClass() == StunClass.INDICATION) {
        Sent sent =
            new Sent(
                message.xorAddress(AttributeType.XOR_PEER_ADDRESS).orElseThrow(),
                message.value(AttributeType.DATA).orElseThrow());
        return permitted(sent.peer(), now) ? List.of(sent) : List.of();
      }
      seen.merge(message.method(), 1, Integer::sum);
      answers.add(answer(message, now));
      return List.of();
    } catch (StunException e) {
      throw new IllegalStateException("the client sent what is malformed", e);
    }
  }

  private boolean permitted(TransportAddress peer, long now) {
    return allocated(now) && permissions.getOrDefault(peer.withPort(0), 0L) > now;
  }

  /** What a peer sends to the relayed address, as the client gets it; empty when it may not. */
  public Optional<ByteBuffer> fromPeer(TransportAddress peer, ByteBuffer payload, long now) {
    if (!permitted(peer, now)) {
      return Optional.empty();
    }
    ByteBuffer packet = ByteBuffer.allocate(payload.remaining() + 52);
    for (Map.Entry<Integer, TransportAddress> channel : channels.entrySet()) {
      if (channel.getValue().equals(peer) && channelsUntil.get(channel.getKey()) > now) {
        ChannelData.writeHeader(packet, channel.getKey(), payload.remaining());
        return Optional.of(packet.put(payload.duplicate()).flip());
      }
    }
    new StunWriter(packet, StunClass.INDICATION, StunMethod.DATA, new TransactionId(1, 2))
        .xorAddress(AttributeType.XOR_PEER_ADDRESS, peer)
        .bytes(AttributeType.DATA, payload)
        .finish();
    return Optional.of(packet.flip());
  }

  private ByteBuffer answer(StunMessage request, long now) throws StunException {
    if (!request.has(AttributeType.NONCE)) {
      return challenge(request, ErrorCode.UNAUTHENTICATED);
    }
    PasswordAlgorithm algorithm =
        offers.isEmpty()
            ? PasswordAlgorithm.MD5
            : PasswordAlgorithm.read(request.value(AttributeType.PASSWORD_ALGORITHM).orElseThrow())
                .getFirst();
    IntegrityKey key =
        algorithm == PasswordAlgorithm.MD5
            ? IntegrityKey.longTermMd5(credentials.username(), REALM, credentials.password())
            : IntegrityKey.longTermSha256(credentials.username(), REALM, credentials.password());
    boolean signed =
        offers.isEmpty() ? request.integrityHolds(key) : request.integritySha256Holds(key);
    if (!signed || !named(request)) {
      return challenge(request, ErrorCode.UNAUTHENTICATED);
    }
    ByteBuffer nonce = request.value(AttributeType.NONCE).orElseThrow();
    if (!StandardCharsets.UTF_8.decode(nonce).toString().equals(nonce())) {
      return challenge(request, ErrorCode.STALE_NONCE);
    }
    return carriedOut(request, forges ? IntegrityKey.shortTerm("forged") : key, now);
  }

  private boolean named(StunMessage request) throws StunException {
    if (anonymous) {
      byte[] hash = IntegrityKey.userhash(credentials.username(), REALM);
      return request.value(AttributeType.USERHASH).orElseThrow().equals(ByteBuffer.wrap(hash));
    }
    return request.text(AttributeType.USERNAME).orElseThrow().equals(credentials.username());
  }

  private ByteBuffer challenge(StunMessage request, int code) {
    ByteBuffer answer = ByteBuffer.allocate(400);
    StunWriter writer =
        StunWriter.answer(answer, StunClass.ERROR, request)
            .errorCode(new ErrorCode(code, ""))
            .text(AttributeType.REALM, REALM)
            .text(AttributeType.NONCE, nonce());
    if (!offers.isEmpty() && !hidesAlgorithms) {
      writer.passwordAlgorithms(AttributeType.PASSWORD_ALGORITHMS, offers);
    }
    writer.fingerprint().finish();
    return answer.flip();
  }

  private ByteBuffer carriedOut(StunMessage request, IntegrityKey key, long now)
      throws StunException {
    int refused =
        refuses.getOrDefault(
            request.method(),
            request.method() == StunMethod.ALLOCATE || allocated(now)
                ? 0
                : ErrorCode.ALLOCATION_MISMATCH);
    ByteBuffer answer = ByteBuffer.allocate(400);
    StunWriter writer =
        StunWriter.answer(answer, refused == 0 ? StunClass.SUCCESS : StunClass.ERROR, request);
    if (refused == 0) {
      succeed(request, writer, now);
    } else {
      writer.errorCode(new ErrorCode(refused, "as told"));
    }
    if (offers.isEmpty()) {
      writer.integrity(key);
    } else {
      writer.integritySha256(key);
    }
    writer.fingerprint().finish();
    return answer.flip();
  }

  private void succeed(StunMessage request, StunWriter writer, long now) throws StunException {
    switch (request.method()) {
      case StunMethod.ALLOCATE -> {
        if (request.firstByte(AttributeType.REQUESTED_TRANSPORT, 4).orElse(0) != 17) {
          throw new IllegalStateException("not UDP");
        }
        until = now + lifetime * SECOND;
        writer
            .xorAddress(AttributeType.XOR_RELAYED_ADDRESS, relayed)
            .xorAddress(AttributeType.XOR_MAPPED_ADDRESS, MAPPED)
            .uint32(AttributeType.LIFETIME, lifetime);
      }
      case StunMethod.REFRESH -> {
        long wanted = Math.min(lifetime, request.uint32(AttributeType.LIFETIME).orElse(lifetime));
        until = now + wanted * SECOND;
        writer.uint32(AttributeType.LIFETIME, wanted);
      }
      case StunMethod.CREATE_PERMISSION -> permit(request, now);
      case StunMethod.CHANNEL_BIND -> {
        int number = request.channelNumber().orElseThrow();
        TransportAddress peer = request.xorAddress(AttributeType.XOR_PEER_ADDRESS).orElseThrow();
        if (number < 0x4000
            || number > 0x4fff
            || !peer.equals(channels.getOrDefault(number, peer))) {
          throw new IllegalStateException("channel " + number + " for " + peer);
        }
        channels.put(number, peer);
        channelsUntil.put(number, now + 600 * SECOND);
        permit(request, now);
      }
      default -> throw new IllegalStateException("method " + request.method());
    }
  }

  private void permit(StunMessage request, long now) throws StunException {
    for (TransportAddress peer : request.xorAddresses(AttributeType.XOR_PEER_ADDRESS)) {
      permissions.put(peer.withPort(0), now + 300 * SECOND);
    }
  }
}
