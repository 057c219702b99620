package gossamer.jvm.dtls;

import gossamer.webrtc.dtls.DtlsFactory.CertificateCheck;
import gossamer.webrtc.dtls.DtlsSession;
import gossamer.webrtc.dtls.DtlsState;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One session on one engine. Between two calls it holds no buffer unless something waits. */
final class EngineSession implements DtlsSession {
  /**
   * The longest datagram in both directions: 1,500 of Ethernet less the headers of IPv4 and UDP.
   * The engine's limit counts for what it reads too, and Chromium writes records of 1,225 bytes.
   */
  static final int DATAGRAM = 1472;

  /** Header, explicit nonce and tag of AES-GCM (RFC 5288). */
  private static final int OVERHEAD = RecordFilter.HEADER + 8 + 16;

  /** Handshake records read in one handshake: some 20 are needed, and many may be repeated. */
  static final int MOST_HANDSHAKE_RECORDS = 1024;

  private static final byte[] NONE = {};

  private final DtlsCounters counters;
  private final Waiting datagrams;
  private final Waiting packets;
  private final int messages;
  private final EarlyRecords early = new EarlyRecords();
  private DtlsState state = DtlsState.HANDSHAKING;
  private @Nullable EngineDriver driver;
  private @Nullable CertificateCheck accept;
  private @Nullable FlightTimer timer;
  private boolean wasConnected;
  private int handshakeRecords;
  private long lastFlightSent;
  private long roundTrip = -1;
  private byte[] fingerprint = NONE;

  EngineSession(SSLEngine engine, CertificateCheck accept, DtlsCounters counters) {
    this.accept = accept;
    this.counters = counters;
    this.messages = engine.getUseClientMode() ? RecordFilter.FROM_SERVER : RecordFilter.FROM_CLIENT;
    this.datagrams = new Waiting(counters);
    this.packets = new Waiting(counters);
    this.driver = new EngineDriver(engine, datagrams, packets, counters);
  }

  @Override
  public DtlsState state() {
    return state;
  }

  @Override
  public void start(long nowMicros) {
    EngineDriver running = driver;
    if (timer != null || wasConnected || running == null) {
      throw new IllegalStateException("started or ended before");
    }
    timer = new FlightTimer(nowMicros);
    guarded(running::begin);
    settle(running, nowMicros);
  }

  @Override
  public void receive(ByteBuffer datagram, long nowMicros) {
    int limit = datagram.limit();
    while (datagram.hasRemaining()) {
      EngineDriver running = driver;
      if (running == null || (timer == null && !wasConnected)) {
        counters.drop(DtlsDrop.ENDED);
        datagram.position(limit);
      } else if (!RecordFilter.isRecord(datagram)) {
        counters.drop(DtlsDrop.MALFORMED);
        datagram.position(limit);
      } else {
        int end = datagram.position() + RecordFilter.HEADER + RecordFilter.length(datagram);
        datagram.limit(end);
        receiveRecord(running, datagram, nowMicros);
        datagram.limit(limit).position(end);
      }
    }
  }

  private void receiveRecord(EngineDriver running, ByteBuffer record, long now) {
    Optional<DtlsDrop> refusal = RecordFilter.refusal(record, messages);
    if (refusal.isEmpty()) {
      refusal = unexpected(RecordFilter.type(record));
    }
    if (refusal.isPresent()) {
      if (refusal.get() != DtlsDrop.EARLY || !early.keep(record)) {
        counters.drop(refusal.get());
      }
      if (refusal.get() == DtlsDrop.LATE) {
        repeatLastFlight(running, now);
      }
    } else {
      read(running, record, now);
    }
  }

  private void read(EngineDriver running, ByteBuffer record, long now) {
    guarded(() -> running.read(record));
    settle(running, now);
    if (wasConnected) {
      for (ByteBuffer kept = early.poll(); kept != null && driver != null; kept = early.poll()) {
        read(driver, kept, now);
      }
    }
  }

  private Optional<DtlsDrop> unexpected(int type) {
    boolean isHandshake = type == RecordFilter.HANDSHAKE || type == RecordFilter.CHANGE_CIPHER_SPEC;
    if (wasConnected) {
      return isHandshake ? RecordFilter.LATE : RecordFilter.PASSES;
    }
    if (type == RecordFilter.APPLICATION_DATA) {
      return RecordFilter.EARLY;
    }
    return ++handshakeRecords > MOST_HANDSHAKE_RECORDS
        ? RecordFilter.HANDSHAKE_LIMIT
        : RecordFilter.PASSES;
  }

  /** A client that repeats its last flight did not get ours (RFC 6347, section 4.2.4). */
  private void repeatLastFlight(EngineDriver running, long now) {
    if (now - lastFlightSent >= FlightTimer.GAP && running.repeatLastFlight()) {
      lastFlightSent = now;
      counters.resend();
    }
  }

  /** Draws the conclusions of what the engine just did. */
  private void settle(EngineDriver running, long now) {
    if (driver == null) {
      return;
    }
    FlightTimer flight = timer;
    if (running.takeHasWrittenFlight() && flight != null) {
      flight.sentNew(now);
    }
    if (running.isFinished() && !wasConnected) {
      if (fingerprint.length == 0) {
        end(running, DtlsState.FAILED);
        return;
      }
      wasConnected = true;
      state = DtlsState.CONNECTED;
      roundTrip = flight == null ? -1 : flight.roundTrip(now);
      timer = null;
      accept = null;
      lastFlightSent = now;
      counters.connect();
    }
    if (running.isClosedByPeer()) {
      end(running, DtlsState.CLOSED);
    }
  }

  /** Asked by the trust manager while the engine reads the certificate of the other side. */
  boolean accepts(X509Certificate certificate) {
    CertificateCheck check = accept;
    if (check == null) {
      return false;
    }
    try {
      byte[] sha256 = HostCertificate.fingerprint(certificate);
      boolean isAccepted = check.accepts(sha256.clone());
      fingerprint = isAccepted ? sha256 : NONE;
      return isAccepted;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public void resend(long nowMicros) {
    FlightTimer flight = timer;
    if (flight != null && flight.mayHurry(nowMicros)) {
      flight.sentEarly(nowMicros);
      writeAgain(nowMicros);
    }
  }

  @Override
  public void tick(long nowMicros) {
    FlightTimer flight = timer;
    EngineDriver running = driver;
    if (flight == null || running == null) {
      return;
    }
    if (nowMicros >= flight.handshakeDeadline()) {
      end(running, DtlsState.FAILED);
    } else if (nowMicros >= flight.due()) {
      flight.sentAgain(nowMicros);
      writeAgain(nowMicros);
    }
  }

  private void writeAgain(long now) {
    EngineDriver running = driver;
    if (running != null) {
      counters.resend();
      guarded(running::writeAgain);
      settle(running, now);
    }
  }

  @Override
  public long deadlineMicros() {
    FlightTimer flight = timer;
    return flight == null ? Long.MAX_VALUE : Math.min(flight.handshakeDeadline(), flight.due());
  }

  @Override
  public boolean pollDatagram(ByteBuffer into) {
    return datagrams.poll(into);
  }

  @Override
  public boolean pollPacket(ByteBuffer into) {
    return packets.poll(into);
  }

  @Override
  public boolean protect(ByteBuffer packet, ByteBuffer into) {
    EngineDriver running = driver;
    if (running == null || state != DtlsState.CONNECTED) {
      return false;
    }
    if (!packet.hasRemaining() || packet.remaining() > DATAGRAM - OVERHEAD) {
      counters.drop(DtlsDrop.TOO_LARGE);
      return false;
    }
    return guarded(() -> running.protect(packet, into));
  }

  @Override
  public long roundTripMicros() {
    return roundTrip;
  }

  @Override
  public int datagramSize() {
    return DATAGRAM;
  }

  @Override
  public byte[] peerFingerprint() {
    if (!wasConnected) {
      throw new IllegalStateException("not connected");
    }
    return fingerprint.clone();
  }

  @Override
  public void close(long nowMicros) {
    EngineDriver running = driver;
    if (running != null) {
      end(running, DtlsState.CLOSED);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws SSLException;
  }

  /** True when the engine did it; otherwise it is broken, and so is the session. */
  private boolean guarded(Step step) {
    Scratch scratch = Scratch.ofThread();
    EngineSession before = scratch.asking();
    scratch.asking(this);
    try {
      step.run();
      return true;
    } catch (SSLException e) {
      EngineDriver broken = driver;
      if (broken != null) {
        end(broken, DtlsState.FAILED);
      }
      return false;
    } finally {
      scratch.asking(before);
    }
  }

  /** Lets the engine write its last alert and lets go of it. */
  private void end(EngineDriver running, DtlsState how) {
    driver = null;
    timer = null;
    accept = null;
    state = how;
    if (how == DtlsState.FAILED) {
      counters.fail();
    }
    try {
      running.close();
    } catch (SSLException e) {
      // The alert was the last thing it could do: the other side notices by silence.
      counters.drop(DtlsDrop.ENDED);
    }
  }
}
