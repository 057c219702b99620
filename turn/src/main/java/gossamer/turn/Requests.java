package gossamer.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransportAddress;
import gossamer.turn.Authenticator.Proof;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Carries out the requests of users: Refresh, CreatePermission, ChannelBind. */
final class Requests {
  private static final long SECOND = TurnServer.SECOND;
  private static final int DEFAULT_LIFETIME = 600;
  private static final int IPV4 = 1;
  private static final int FIRST_CHANNEL = 0x4000;
  private static final int LAST_CHANNEL = 0x4fff;
  private static final int LAST_WIDE_CHANNEL = 0x7ffe;

  private final TurnConfig config;
  private final Allocations allocations;
  private final Answers answers;
  private final Allocating allocating;

  Requests(TurnConfig config, Allocations allocations, Answers answers, Allocating allocating) {
    this.config = config;
    this.allocations = allocations;
    this.answers = answers;
    this.allocating = allocating;
  }

  /** One request whose sender is proved. */
  void carryOut(StunMessage request, FiveTuple from, Proof.Proved proof, long now)
      throws StunException, Refused {
    Allocation known = allocations.find(from);
    if (request.method() == StunMethod.ALLOCATE) {
      Allocation made = allocating.allocate(request, from, proof, now);
      answers.success(request, from, proof, answer -> allocating.tell(made, answer, now));
      return;
    }
    if (known == null) {
      throw new Refused(ErrorCode.ALLOCATION_MISMATCH, TurnRefusal.MISMATCH);
    }
    if (!known.user.name.equals(proof.user())) {
      throw new Refused(ErrorCode.WRONG_CREDENTIALS, TurnRefusal.OTHER_USER);
    }
    switch (request.method()) {
      case StunMethod.REFRESH -> {
        long seconds = refresh(known, request, now);
        answers.success(
            request, from, proof, answer -> answer.uint32(AttributeType.LIFETIME, seconds));
      }
      case StunMethod.CREATE_PERMISSION -> {
        createPermission(known, request, now);
        answers.success(request, from, proof, Requests::nothing);
      }
      default -> {
        bindChannel(known, request, now);
        answers.success(request, from, proof, Requests::nothing);
      }
    }
  }

  private static void nothing(StunWriter answer) {}

  /** Seconds of life for what was asked for (RFC 8656, section 7.2). */
  static long lifetime(OptionalLong asked, TurnLimits limits) {
    return Math.min(limits.lifetime(), Math.max(DEFAULT_LIFETIME, asked.orElse(0)));
  }

  /** RFC 8656, section 8.2. */
  private long refresh(Allocation known, StunMessage request, long now)
      throws StunException, Refused {
    OptionalLong asked = request.uint32(AttributeType.LIFETIME);
    OptionalInt family = request.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 4);
    if (family.isPresent()) {
      Relayed of = family.getAsInt() == IPV4 ? known.ipv4 : known.ipv6;
      if (of == null) {
        throw new Refused(ErrorCode.PEER_ADDRESS_FAMILY_MISMATCH, TurnRefusal.PEER_FAMILY);
      }
    }
    if (asked.isPresent() && asked.getAsLong() == 0) {
      end(known, family);
      return 0;
    }
    long seconds = lifetime(asked, config.limits());
    known.until = now + seconds * SECOND;
    return seconds;
  }

  /** Ends an allocation, or the one of its two addresses that was meant. */
  private void end(Allocation known, OptionalInt family) {
    if (family.isEmpty() || known.ipv4 == null || known.ipv6 == null) {
      allocations.remove(known);
    } else if (family.getAsInt() == IPV4) {
      allocations.close(known.ipv4);
      known.ipv4 = null;
    } else {
      allocations.close(known.ipv6);
      known.ipv6 = null;
    }
  }

  /** RFC 8656, section 10.2. */
  private void createPermission(Allocation known, StunMessage request, long now)
      throws StunException, Refused {
    List<TransportAddress> peers = request.xorAddresses(AttributeType.XOR_PEER_ADDRESS);
    if (peers.isEmpty()) {
      throw bad();
    }
    for (TransportAddress peer : peers) {
      checkPeer(known, peer);
    }
    int most = config.limits().permissions();
    if (known.permissions(now) + known.unknown(peers, now) > most) {
      throw new Refused(ErrorCode.INSUFFICIENT_CAPACITY, TurnRefusal.CAPACITY);
    }
    for (TransportAddress peer : peers) {
      known.permit(peer, config.isOwn(peer), now);
    }
  }

  private void checkPeer(Allocation known, TransportAddress peer) throws Refused {
    if (!config.isOwn(peer) && !config.peers().permits(peer)) {
      throw new Refused(ErrorCode.FORBIDDEN, TurnRefusal.PEER);
    }
    if (known.towards(peer) == null) {
      throw new Refused(ErrorCode.PEER_ADDRESS_FAMILY_MISMATCH, TurnRefusal.PEER_FAMILY);
    }
  }

  /** RFC 8656, section 12.2. */
  private void bindChannel(Allocation known, StunMessage request, long now)
      throws StunException, Refused {
    int number = request.channelNumber().orElse(0);
    TransportAddress peer = request.xorAddress(AttributeType.XOR_PEER_ADDRESS).orElse(null);
    int last = config.wideChannels() ? LAST_WIDE_CHANNEL : LAST_CHANNEL;
    if (peer == null || number < FIRST_CHANNEL || number > last || peer.port() == 0) {
      throw bad();
    }
    checkPeer(known, peer);
    boolean own = config.isOwn(peer);
    if (own && !config.ports().contains(peer.port())) {
      throw new Refused(ErrorCode.FORBIDDEN, TurnRefusal.PEER);
    }
    Channel ofNumber = known.channel(number, now);
    Channel ofPeer = known.channel(peer, now);
    if (ofNumber != ofPeer) {
      throw bad();
    }
    boolean full =
        ofNumber == null && known.channels(now) >= config.limits().channels()
            || known.permission(peer.high(), peer.low(), now) == null
                && known.permissions(now) >= config.limits().permissions();
    if (full) {
      throw new Refused(ErrorCode.INSUFFICIENT_CAPACITY, TurnRefusal.CAPACITY);
    }
    known.permit(peer, own, now);
    known.bind(new Channel(number, peer, own), now);
  }

  static Refused bad() {
    return new Refused(ErrorCode.BAD_REQUEST, TurnRefusal.BAD_REQUEST);
  }
}
