package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Sets the association up (RFC 9260, section 5); a restart (section 5.2) is refused. */
final class Handshake {
  private static final byte[] NONE = {};
  private static final int STALE_COOKIE = 3;

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
    session.send(new ControlChunk(own(cookie).encode(ChunkType.INIT_ACK), init.tag(), true));
    if (!session.config.earlyCookieAck()) {
      return null;
    }
    if (session.state == AssociationState.IDLE) {
      session.agree(init);
      session.send(ControlChunk.empty(ChunkType.COOKIE_ACK));
      return init;
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

  /** T1-init and T1-cookie (section 5.1.6 as in section 4). */
  void tick(long now) {
    if (now < timer || pending == null) {
      return;
    }
    if (++attempts > session.config.maxInitRetransmits()) {
      stop();
      session.aborted(AbortReason.TIMEOUT, "no answer to INIT");
      return;
    }
    session.rto.backOff();
    session.send(pending);
    timer = now + session.rto.timeout();
  }
}
