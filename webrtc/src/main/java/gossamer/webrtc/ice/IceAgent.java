package gossamer.webrtc.ice;

import gossamer.stun.AttributeType;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A full ICE agent for one component over UDP (RFC 8445), with trickle (RFC 8838), consent (RFC
 * 7675) and restart. Time is in microseconds of one monotone clock; after every call drain {@link
 * #poll}, and call {@link #tick} at {@link #deadlineMicros}. For one thread.
 *
 * <p>Remote candidates with names (mDNS) and over TCP are passed over: what hides behind a name
 * shows itself by its own checks, as a peer-reflexive candidate. Relayed candidates are sent from
 * as if they were local; the owner wraps what leaves from a relayed address.
 */
public final class IceAgent {
  private final IceSession session;
  private final CheckReceiver receiver;
  private final Gatherer gatherer;
  private boolean localEnded;
  private boolean toldEnd;

  /**
   * An agent that knows nothing yet.
   *
   * @param random unpredictable: credentials, transaction ids and the tie-breaker come from it
   */
  public IceAgent(IceConfig config, IceRole role, RandomGenerator random, long nowMicros) {
    this.session = new IceSession(config, role, random, nowMicros);
    this.receiver = new CheckReceiver(session);
    this.gatherer = new Gatherer(random, config.rto());
  }

  /** Name and password of this side, those of the newest restart. */
  public IceCredentials localCredentials() {
    return session.current().local;
  }

  /** Adds a host candidate: an address that a socket is bound to. Earlier ones are preferred. */
  public void addHost(TransportAddress base) {
    session.addLocal(CandidateType.HOST, base, base, base);
  }

  /**
   * Adds a relayed candidate: an address that a TURN server allocated.
   *
   * @param related how the server saw this side, or nothing at all, 0.0.0.0 with port 0, to hide it
   *     (RFC 8839, section 5.1)
   */
  public void addRelayed(TransportAddress relayed, TransportAddress related) {
    session.addLocal(CandidateType.RELAYED, relayed, relayed, related);
  }

  /** Adds a server-reflexive candidate that a TURN server told of together with a relayed one. */
  public void addReflexive(TransportAddress mapped, TransportAddress base) {
    session.addLocal(CandidateType.SERVER_REFLEXIVE, mapped, base, base);
  }

  /** Asks a STUN server, from every host candidate of its family so far, for reflexive ones. */
  public void addServer(TransportAddress server, long nowMicros) {
    for (LocalCandidates.Local local : session.locals().all()) {
      boolean asks =
          local.candidate().type() == CandidateType.HOST
              && local.base().ipv4() == server.ipv4()
              && !local.base().ipv6LinkLocal();
      if (asks && !gatherer.ask(local.base(), server, nowMicros)) {
        session.counters().overLimit++;
      }
    }
  }

  /**
   * No more host, relayed candidates or servers will be added; {@link IceOutput.GatheringDone}
   * follows when all servers answered or were given up.
   */
  public void endOfLocalCandidates() {
    localEnded = true;
    tellEnd();
  }

  /**
   * Name and password of the other side: checks begin. After {@link #restart} they are the new
   * ones; the same again change nothing.
   *
   * @param lite the other side is ICE-lite; this side then controls (RFC 8445, section 6.1.1)
   */
  public void remoteCredentials(IceCredentials credentials, boolean lite, long nowMicros) {
    if (lite) {
      session.role(IceRole.CONTROLLING);
    }
    session.remote(credentials, nowMicros);
    receiver.replayEarly(nowMicros);
  }

  /**
   * Adds a candidate of the other side; names, TCP and addresses that cannot be are passed over.
   */
  public void addRemote(Candidate candidate) {
    session.addRemote(candidate);
  }

  /**
   * Takes one STUN packet. Anything malformed or not authentic is counted and dropped.
   *
   * @param path where it came from; local is the base of a local candidate
   */
  public void receive(ByteBuffer packet, IcePath path, long nowMicros) {
    try {
      receive(StunMessage.parse(packet), path, nowMicros);
    } catch (StunException e) {
      session.counters().malformed++;
    }
  }

  /** The same for a message that was parsed already. */
  public void receive(StunMessage message, IcePath path, long nowMicros) {
    if (message.has(AttributeType.FINGERPRINT) && !message.fingerprintHolds()) {
      session.counters().malformed++;
      return;
    }
    if (message.method() != StunMethod.BINDING) {
      session.counters().unexpected++;
      return;
    }
    StunClass kind = message.messageClass();
    if (kind == StunClass.REQUEST) {
      receiver.request(message, path, nowMicros);
    } else if (kind == StunClass.INDICATION) {
      session.counters().unexpected++;
    } else if (gatherer.waitsFor(message, path)) {
      gathered(message, path);
    } else {
      receiver.answer(message, path, nowMicros);
    }
  }

  /** Something the other side alone can make came in, like a DTLS record that decrypts. */
  public void alive(long nowMicros) {
    session.alive(nowMicros);
  }

  /** Sends what is due, gives up what took too long. */
  public void tick(long nowMicros) {
    gatherer.next(nowMicros).ifPresent(session::output);
    tellEnd();
    session.tick(nowMicros);
  }

  /** When {@link #tick} is due; {@link Long#MAX_VALUE} when it never is. */
  public long deadlineMicros() {
    return Math.min(session.deadlineMicros(), gatherer.deadlineMicros());
  }

  /** The next output, or empty when all are drained. */
  public Optional<IceOutput> poll() {
    return session.poll();
  }

  /**
   * Begins anew with fresh credentials (RFC 8445, section 9): tell them to the other side with all
   * local candidates. The path in use stays until a new one is nominated.
   */
  public IceCredentials restart(long nowMicros) {
    return session.restart(nowMicros);
  }

  /** Where the session stands. */
  public IceState state() {
    return session.state();
  }

  /** The role, which a conflict may change. */
  public IceRole role() {
    return session.role();
  }

  /** The path in use. */
  public Optional<IcePath> selected() {
    return session.selected();
  }

  /** What was refused. */
  public IceCounters counters() {
    return session.counters();
  }

  private void gathered(StunMessage answer, IcePath path) {
    try {
      gatherer.take(answer).ifPresent(seen -> addReflexive(seen, path.local()));
    } catch (StunException e) {
      session.counters().malformed++;
    }
    tellEnd();
  }

  private void tellEnd() {
    if (localEnded && !toldEnd && !gatherer.busy()) {
      toldEnd = true;
      session.output(new IceOutput.GatheringDone());
    }
  }
}
