package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sets the association up (RFC 9260, section 5); a restart (section 5.2) is refused. */
final class Handshake {
  private static final byte[] NONE = {};
  private static final int STALE_COOKIE = 3;

  /** How often an early answer is repeated: then T3-rtx and T1-init of the other side are left. */
  private static final int MOST_REPEATS = 4;

  private final Session session;
  private @Nullable ControlChunk pending;
  private int attempts;
  private long timer = Long.MAX_VALUE;

  Handshake(Session session) {
    this.session = session;
  }

  /** Sends INIT (section 5.1, clause A). */
  void connect(long now) {
    session.state = AssociationState.COOKIE_WAIT;
    begin(new ControlChunk(own(NONE).encode(ChunkType.INIT), 0, true), now);
  }

  /**
   * Expects the INIT of the other side with the end of the DTLS handshake. When it does not come an
   * own one makes up for it: the other side's T1-init starts at a second or more.
   */
  void listen(long now) {
    if (session.config.earlyCookieAck() && session.state == AssociationState.IDLE) {
      timer = now + session.rto.timeout();
    }
  }

  private InitChunk own(byte[] cookie) {
    SctpConfig config = session.config;
    return new InitChunk(
        session.secrets.verificationTag(),
        config.receiveWindow(),
        config.streams(),
        config.streams(),
        session.secrets.initialTsn(),
        true,
        true,
        config.zeroChecksum(),
        cookie);
  }

  private void begin(ControlChunk chunk, long now) {
    pending = chunk;
    attempts = 0;
    session.send(chunk);
    timer = now + session.rto.timeout();
  }

  /**
   * Answers an INIT, also one that crossed the own (section 5.2.1) and one that comes again.
   *
   * @return the INIT when it sets the association up at once
   */
  @Nullable InitChunk init(InitChunk init, long now) {
    if (session.peerTag != 0
        && (session.peerTag != init.tag() || session.peerInitialTsn != init.initialTsn())) {
      session.tally.chunksDropped++; // a restart, section 5.2.2: DTLS would have begun anew
      return null;
    }
    byte[] cookie =
        new StateCookie(session.secrets.verificationTag(), now, init)
            .seal(session.secrets.cookieKey());
    var answer = new ControlChunk(own(cookie).encode(ChunkType.INIT_ACK), init.tag(), true);
    if (session.config.earlyCookieAck() && session.state == AssociationState.IDLE) {
      session.agree(init);
      begin(answer, now);
      session.send(ControlChunk.empty(ChunkType.COOKIE_ACK));
      return init;
    }
    session.send(answer);
    if (!session.config.earlyCookieAck()) {
      return null;
    }
    if (session.state.isUp()) {
      session.send(ControlChunk.empty(ChunkType.COOKIE_ACK));
    }
    return null;
  }

  /**
   * Answers an INIT ACK with its cookie (section 5.1, clause C).
   *
   * @return whether it was expected
   */
  boolean initAck(InitChunk init, long now) {
    if (session.state != AssociationState.COOKIE_WAIT || init.cookie().length == 0) {
      session.tally.chunksDropped++;
      return false;
    }
    session.agree(init);
    session.state = AssociationState.COOKIE_ECHOED;
    byte[] echo =
        ControlChunk.buffer(ChunkType.COOKIE_ECHO, 0, init.cookie().length)
            .put(init.cookie())
            .array();
    begin(new ControlChunk(echo, init.tag(), true), now);
    return true;
  }

  /**
   * Takes the cookie back (section 5.1, clause D; section 5.2.4).
   *
   * @return the INIT it remembers when it sets the association up; null when nothing changes
   */
  @Nullable InitChunk cookieEcho(ByteBuffer packet, int at, int length, long now) {
    StateCookie cookie =
        StateCookie.open(
            session.secrets.cookieKey(), packet, at + ChunkType.HEADER, length - ChunkType.HEADER);
    if (cookie == null
        || cookie.localTag() != session.secrets.verificationTag()
        || (session.peerTag != 0 && session.peerTag != cookie.init().tag())) {
      session.tally.chunksDropped++;
      return null;
    }
    if (session.state.isUp()) {
      stop();
      session.send(ControlChunk.empty(ChunkType.COOKIE_ACK)); // section 5.2.4, action D
      return null;
    }
    long age = now - cookie.created();
    if (age > StateCookie.LIFE) {
      session.tally.chunksDropped++;
      session.send(new ControlChunk(stale(age), cookie.init().tag(), false));
      return null;
    }
    boolean known = session.peerTag != 0;
    session.agree(cookie.init());
    stop();
    session.send(ControlChunk.empty(ChunkType.COOKIE_ACK));
    if (known) {
      session.established(); // simultaneous open: INIT ACK has been taken over already
      return null;
    }
    return cookie.init();
  }

  private static byte[] stale(long age) {
    return ControlChunk.buffer(ChunkType.ERROR, 0, 8)
        .putShort((short) STALE_COOKIE)
        .putShort((short) 8)
        .putInt((int) Math.min(Integer.MAX_VALUE, age - StateCookie.LIFE))
        .array();
  }

  /** The other side took the cookie (section 5.1, clause E). */
  void cookieAck() {
    if (session.state == AssociationState.COOKIE_ECHOED) {
      stop();
      session.established();
    }
  }

  void stop() {
    pending = null;
    timer = Long.MAX_VALUE;
  }

  long deadline() {
    return timer;
  }

  /** T1-init and T1-cookie (section 5.1.6 as in section 4), and what stands in for the peer's. */
  void tick(long now) {
    if (now < timer) {
      return;
    }
    if (pending == null) {
      connect(now);
    } else if (session.state.isUp()) {
      repeatAnswer(pending, now);
    } else {
      repeat(pending, now);
    }
  }

  /** The COOKIE ECHO did not come: the early answer was lost. */
  private void repeatAnswer(ControlChunk answer, long now) {
    if (++attempts > MOST_REPEATS) {
      stop();
      return;
    }
    session.send(answer);
    session.send(ControlChunk.empty(ChunkType.COOKIE_ACK));
    timer = now + (session.rto.timeout() << attempts);
  }

  private void repeat(ControlChunk chunk, long now) {
    if (++attempts > session.config.maxInitRetransmits()) {
      stop();
      session.aborted(AbortReason.TIMEOUT, "no answer to INIT");
      return;
    }
    session.rto.backOff();
    session.send(chunk);
    timer = now + session.rto.timeout();
  }
}
