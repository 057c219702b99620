package gossamer.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.PeerData;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.TransportAddress;
import gossamer.turn.Authenticator.Proof;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A STUN and TURN server (RFC 8489, RFC 8656) for any number of clients over UDP, TCP and TLS.
 *
 * <p>It has no socket, no clock and no thread: packets and the time come in, packets go out to its
 * {@link TurnHost} before a call returns. Time is in microseconds of one monotone clock. After any
 * call, {@link #tick} is due at {@link #deadlineMicros}. For one thread.
 *
 * <p>Who has not proved a password gets at most one short answer to each request, and over UDP only
 * {@link TurnLimits#answersPerSecond} of them; nothing is kept for such a sender. What is refused
 * is counted by its {@link TurnRefusal}.
 */
public final class TurnServer {
  static final long SECOND = 1_000_000;

  private final TurnCounters counters = new TurnCounters();
  private final Allocations allocations;
  private final Authenticator authenticator;
  private final Answers answers;
  private final Requests requests;
  private final Relaying relaying;
  private final StunMessage message = new StunMessage();

  /**
   * A server that waits for packets.
   *
   * @param random unpredictable: ports, tokens and the key of the nonces come from it
   */
  public TurnServer(
      TurnConfig config, Credentials credentials, TurnHost host, RandomGenerator random) {
    byte[] nonceKey = new byte[32];
    random.nextBytes(nonceKey);
    this.allocations = new Allocations(config, host, random);
    this.authenticator = new Authenticator(config.realm(), credentials, nonceKey);
    SourceRate rate = new SourceRate(config.limits().answersPerSecond(), random.nextLong());
    this.answers = new Answers(host, authenticator, counters, rate);
    Allocating allocating = new Allocating(config, allocations, host, counters);
    this.requests = new Requests(config, allocations, answers, allocating);
    this.relaying = new Relaying(config, host, allocations, counters);
  }

  /** Tells what added to the time of the calls gives the time since 1970, in microseconds. */
  public void epoch(long micros) {
    authenticator.epoch(micros);
  }

  /**
   * Takes one packet from a client: a datagram, or one message out of its stream.
   *
   * @param packet from position to limit, which may move, in big endian order
   */
  public void receive(ByteBuffer packet, FiveTuple from, long nowMicros) {
    int first = packet.hasRemaining() ? packet.get(packet.position()) & 0xff : 0xff;
    if ((first & 0xc0) == 0x40) {
      relaying.channelData(packet, from, nowMicros);
    } else if (PeerData.isSend(packet)) {
      relaying.send(packet, from, nowMicros);
    } else {
      receiveStun(packet, from, nowMicros);
    }
  }

  private void receiveStun(ByteBuffer packet, FiveTuple from, long now) {
    try {
      message.read(packet);
      boolean broken = message.has(AttributeType.FINGERPRINT) && !message.fingerprintHolds();
      if (broken) {
        counters.count(TurnRefusal.MALFORMED);
      } else if (message.messageClass() != StunClass.REQUEST || !isKnown(message.method())) {
        counters.count(TurnRefusal.UNEXPECTED);
      } else {
        request(from, now);
      }
    } catch (StunException e) {
      counters.count(TurnRefusal.MALFORMED);
    }
  }

  private static boolean isKnown(int method) {
    return switch (method) {
      case StunMethod.BINDING,
          StunMethod.ALLOCATE,
          StunMethod.REFRESH,
          StunMethod.CREATE_PERMISSION,
          StunMethod.CHANNEL_BIND ->
          true;
      default -> false;
    };
  }

  private static boolean understood(int type) {
    return AttributeType.understoodByTurn(type) && type != AttributeType.USERHASH;
  }

  private void request(FiveTuple from, long now) throws StunException {
    if (message.method() == StunMethod.BINDING) {
      binding(from, now);
      return;
    }
    Allocation known = allocations.find(from);
    String liveUser = known == null ? null : known.user.name;
    switch (authenticator.check(message, from, liveUser, now)) {
      case Proof.Denied denied -> answers.denied(message, from, denied, now);
      case Proof.Proved proved -> carryOut(from, proved, now);
    }
  }

  private void binding(FiveTuple from, long now) {
    List<Integer> unknown = message.unknownRequired(AttributeType::understoodByIce);
    if (unknown.isEmpty()) {
      answers.binding(message, from, now);
    } else {
      answers.unknown(message, from, unknown, now);
    }
  }

  private void carryOut(FiveTuple from, Proof.Proved proved, long now) {
    try {
      List<Integer> unknown = message.unknownRequired(TurnServer::understood);
      if (!unknown.isEmpty()) {
        throw new Refused(unknown);
      }
      requests.carryOut(message, from, proved, now);
    } catch (StunException e) {
      answers.refused(message, from, proved, Requests.bad());
    } catch (Refused e) {
      answers.refused(message, from, proved, e);
    }
  }

  /**
   * Takes one datagram that came to a relayed address.
   *
   * @param payload from position to limit, which may move
   */
  public void fromPeer(Relayed to, TransportAddress peer, ByteBuffer payload, long nowMicros) {
    relaying.fromPeer(to, peer, payload, nowMicros);
  }

  /** A client's connection has ended, and its allocation with it (RFC 8656, section 3.2). */
  public void gone(FiveTuple client) {
    Allocation known = allocations.find(client);
    if (known != null) {
      allocations.remove(known);
    }
  }

  /** Whether a client has an allocation. */
  public boolean serves(FiveTuple client) {
    return allocations.find(client) != null;
  }

  /** Takes back what was not refreshed. */
  public void tick(long nowMicros) {
    while (allocations.expire(nowMicros) != null) {
      counters.expired++;
    }
  }

  /** When {@link #tick} is due; {@link Long#MAX_VALUE} when it never is. */
  public long deadlineMicros() {
    return allocations.deadline();
  }

  /** Allocations that there are. */
  public int allocations() {
    return allocations.size();
  }

  /** What it did and refused. */
  public TurnCounters counters() {
    return counters;
  }

  /** Closes all relayed sockets. */
  public void close() {
    allocations.all().forEach(allocations::remove);
  }
}
