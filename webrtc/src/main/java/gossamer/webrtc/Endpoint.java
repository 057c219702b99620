package gossamer.webrtc;

import gossamer.stun.IntegrityKey;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.webrtc.dtls.DtlsFactory;
import gossamer.webrtc.ice.AdmissionTokens;
import gossamer.webrtc.ice.CheckUsername;
import gossamer.webrtc.ice.IceLiteSession;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.sdp.SdpException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An ICE-lite server (RFC 8445, section 2.5) that holds thousands of connections on one port.
 * Packets are told apart by their first byte (RFC 7983), checks by the fragment they name, DTLS by
 * its source. No socket, thread or clock: one thread at a time calls it, drains {@link #pollPacket}
 * and {@link #poll} to null after every call, and calls {@link #tick} at {@link #deadlineMicros}.
 * Time is in microseconds of one monotone clock that is not negative.
 *
 * <p><b>Direct joins</b> need no signalling: the browser makes the answer itself, with {@code
 * a=ice-lite}, a fragment of its own choice (a token first, where one is needed), the public
 * password, the fingerprint, {@code a=setup:active}, and channel 0 negotiated. The endpoint is the
 * DTLS client and sends its ClientHello right behind the answer to the first check; it sends no
 * INIT, and answers the browser's with COOKIE ACK and DATA at once: three round trips in all.
 *
 * <p><b>Signalled joins</b> answer the offer of a browser on the same port, see {@link #answer}.
 *
 * <p>Memory for each connection: about 12 KB when idle; else at most the receive window twice, the
 * send buffer and one message of {@link EndpointConfig#sctp}.
 */
public final class Endpoint {
  /** Age in microseconds at which a half-open connection makes room for another. */
  static final long EVICTABLE = 2_000_000;

  private static final int MICROS = 1_000_000;

  private final EndpointConfig config;
  private final DtlsFactory dtls;
  private final RandomGenerator random;
  private final SessionMaker maker;
  private final IntegrityKey key;
  private final Optional<AdmissionTokens> tokens;
  private final EndpointCounters counters = new EndpointCounters();
  private final Map<String, EndpointSession> byFragment = new HashMap<>();
  private final Map<IcePath, EndpointSession> byPath = new HashMap<>();
  private final HalfOpen halfOpen = new HalfOpen();
  private final Deadlines deadlines = new Deadlines();
  private final Queue<EndpointSession> sending = new ArrayDeque<>();
  private final Queue<EndpointEvent> events = new ArrayDeque<>();
  private final StunMessage stun = new StunMessage();
  private long epochMicros;

  /**
   * An endpoint without connections.
   *
   * @param random unpredictable
   * @param epochMicros the time of the day, in microseconds since 1970, when the clock stood at 0
   */
  public Endpoint(
      EndpointConfig config, DtlsFactory dtls, RandomGenerator random, long epochMicros) {
    this.config = config;
    this.dtls = dtls;
    this.random = random;
    this.epochMicros = epochMicros;
    this.key = IntegrityKey.shortTerm(config.password());
    this.tokens = config.tokenKey().map(AdmissionTokens::new);
    this.maker = new SessionMaker(config, dtls, random);
  }

  /** Corrects the time of the day that tokens are judged by. */
  public void epoch(long micros) {
    epochMicros = micros;
  }

  /**
   * A token that admits for so many seconds; empty text when none is needed.
   *
   * @param seconds 0 to 31 million
   */
  public String token(long seconds, long nowMicros) {
    return tokens.map(it -> it.issue(epochSeconds(nowMicros) + seconds, random)).orElse("");
  }

  /**
   * Takes one packet, from position to limit, in big endian order; it is read before the call
   * returns.
   *
   * @return false when it is STUN but no check: the host may have another use for it
   */
  public boolean receive(ByteBuffer packet, IcePath path, long nowMicros) {
    counters.datagramsIn++;
    int first = packet.hasRemaining() ? packet.get(packet.position()) & 0xff : 0xff;
    if (first <= 3) {
      return receiveStun(packet, path, nowMicros);
    }
    EndpointSession session = byPath.get(path);
    if (first < 20 || first > 63) {
      count(Refusal.UNKNOWN_KIND);
    } else if (session == null) {
      count(Refusal.UNKNOWN_ADDRESS);
    } else {
      session.receive(packet, path, nowMicros);
      settle(session, nowMicros);
    }
    return true;
  }

  private boolean receiveStun(ByteBuffer packet, IcePath path, long now) {
    try {
      stun.read(packet);
    } catch (StunException e) {
      count(Refusal.MALFORMED_STUN);
      return true;
    }
    CheckUsername name = CheckUsername.of(stun).orElse(null);
    if (name == null) {
      count(Refusal.NOT_A_CHECK);
      return false;
    }
    EndpointSession session = byFragment.get(name.local());
    EndpointSession owner = byPath.get(path);
    if (owner != null && owner != session && owner.proved(path)) {
      count(Refusal.ADDRESS_TAKEN);
    } else {
      EndpointSession found = session == null ? admit(name.local(), path, now) : session;
      if (found != null) {
        if (found.check(stun, path, now)) {
          byPath.put(path, found);
          found.remember(path).ifPresent(old -> byPath.remove(old, found));
        }
        settle(found, now);
      }
    }
    return true;
  }

  /** A new direct join, if it may: nothing is kept about who may not. */
  private @Nullable EndpointSession admit(String fragment, IcePath path, long now) {
    if (tokens.isPresent()) {
      switch (tokens.get().verify(fragment, epochSeconds(now))) {
        case ADMITTED -> {}
        case EXPIRED -> {
          return refuse(Refusal.EXPIRED_TOKEN);
        }
        case FORGED -> {
          return refuse(Refusal.NO_TOKEN);
        }
      }
    }
    if (!IceLiteSession.admits(stun, fragment, key)) {
      return refuse(Refusal.BAD_INTEGRITY);
    }
    Prefix prefix = Prefix.of(path.remote());
    if (byFragment.size() >= config.sessions()) {
      return refuse(Refusal.SESSIONS);
    }
    if (halfOpen.of(prefix) >= config.halfOpenPerPrefix()) {
      return refuse(Refusal.HALF_OPEN_OF_PREFIX);
    }
    if (halfOpen.size() >= config.halfOpen() && !evict(now)) {
      return refuse(Refusal.HALF_OPEN);
    }
    return add(new EndpointSession(this, maker.direct(fragment, prefix, key, now), now));
  }

  private boolean evict(long now) {
    EndpointSession oldest = halfOpen.oldest();
    if (oldest == null || now - oldest.bornAt() < EVICTABLE) {
      return false;
    }
    count(Refusal.EVICTED);
    oldest.end(CloseReason.TIMEOUT, now);
    settle(oldest, now);
    return true;
  }

  private EndpointSession add(EndpointSession session) {
    byFragment.put(session.fragment(), session);
    halfOpen.add(session);
    return session;
  }

  private @Nullable EndpointSession refuse(Refusal refusal) {
    count(refusal);
    return null;
  }

  /**
   * Answers an offer: a session on this port that nobody else can join.
   *
   * @param candidates values of {@code a=candidate} that name this port, best first
   * @return the answer; empty when there are too many connections, which is counted
   * @throws SdpException when the offer cannot be answered
   */
  public Optional<String> answer(String offer, List<String> candidates, long nowMicros)
      throws SdpException {
    SessionMaker.Answered answered = maker.answer(offer, candidates, nowMicros);
    if (byFragment.size() >= config.sessions()) {
      count(Refusal.SESSIONS);
      return Optional.empty();
    }
    if (halfOpen.size() >= config.halfOpen() && !evict(nowMicros)) {
      count(Refusal.HALF_OPEN);
      return Optional.empty();
    }
    settle(add(new EndpointSession(this, answered.start(), nowMicros)), nowMicros);
    return Optional.of(answered.answer().text());
  }

  /** A TCP connection that packets came by has ended. */
  public void gone(IcePath path, long nowMicros) {
    EndpointSession session = byPath.remove(path);
    if (session != null) {
      session.gone(path, nowMicros);
      settle(session, nowMicros);
    }
  }

  /** Does what is due by the clock. */
  public void tick(long nowMicros) {
    List<EndpointSession> due = new ArrayList<>();
    for (Deadlines.Entry entry = deadlines.due(nowMicros);
        entry != null;
        entry = deadlines.due(nowMicros)) {
      due.add(entry.session);
    }
    for (EndpointSession session : due) {
      session.tick(nowMicros);
      settle(session, nowMicros);
    }
  }

  /** When {@link #tick} is due; {@link Long#MAX_VALUE} when it never is. */
  public long deadlineMicros() {
    return deadlines.next();
  }

  /**
   * Writes the next datagram to {@code into}, from its position; at most 1,472 bytes.
   *
   * @return where it goes, or null when there is none
   */
  public @Nullable IcePath pollPacket(ByteBuffer into, long nowMicros) {
    for (EndpointSession session = sending.peek(); session != null; session = sending.peek()) {
      IcePath path = session.poll(into, nowMicros);
      if (path != null) {
        counters.datagramsOut++;
        return path;
      }
      sending.remove();
      session.waiting = false;
      if (!session.over) {
        deadlines.set(session.entry, session.deadlineMicros());
      }
    }
    return null;
  }

  /** The next event, or null. */
  public @Nullable EndpointEvent poll() {
    return events.poll();
  }

  /** Connections, half-open ones included. */
  public int sessions() {
    return byFragment.size();
  }

  /** Connections whose handshake is not complete. */
  public int halfOpen() {
    return halfOpen.size();
  }

  /** What it did and refused. */
  public EndpointCounters counters() {
    return counters;
  }

  /** Tells every connection that it ends. */
  public void close(long nowMicros) {
    for (EndpointSession session : List.copyOf(byFragment.values())) {
      session.close(nowMicros);
    }
  }

  byte[] fingerprint() {
    return dtls.fingerprint();
  }

  void count(Refusal refusal) {
    counters.count(refusal);
  }

  /** After anything happened to a session: takes its events, its end and its deadline. */
  void settle(EndpointSession session, long now) {
    if (session.over) {
      return;
    }
    Carrier carrier = session.carrier();
    if (carrier.connected()) {
      halfOpen.remove(session);
    }
    for (ConnectionEvent event = carrier.next(now); event != null; event = carrier.next(now)) {
      if (event instanceof ConnectionEvent.Connected) {
        counters.opened++;
        session.connected();
      }
      events.add(new EndpointEvent(session, event));
    }
    CloseReason end = carrier.end();
    if (end != null) {
      over(session, end);
    } else {
      deadlines.set(session.entry, session.deadlineMicros());
    }
    if (!session.waiting) {
      session.waiting = true;
      sending.add(session);
    }
  }

  private void over(EndpointSession session, CloseReason reason) {
    session.over = true;
    counters.closed++;
    halfOpen.remove(session);
    deadlines.set(session.entry, Long.MAX_VALUE);
    byFragment.remove(session.fragment(), session);
    session.paths().forEach(path -> byPath.remove(path, session));
    events.add(new EndpointEvent(session, new ConnectionEvent.Closed(reason)));
  }

  private long epochSeconds(long now) {
    return (epochMicros + now) / MICROS;
  }
}
