package gossamer.jvm.dtls;

import gossamer.webrtc.dtls.DtlsFactory;
import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.dtls.DtlsSession;
import gossamer.webrtc.dtls.DtlsState;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Sessions on the JDK's {@link SSLEngine}: DTLS 1.2, ECDHE_ECDSA with AES-128-GCM (the suite that
 * RFC 8827, section 6.5 asks of everybody). Its sessions may be used on several threads, each
 * session on one.
 */
public final class EngineFactory implements DtlsFactory {
  private static final String[] SUITES = {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"};
  private static final String[] GROUPS = {"secp256r1"};
  private static final String[] PROTOCOLS = {"DTLSv1.2"};

  private final HostCertificate certificate;
  private final SSLContext context;
  private final DtlsCounters counters = new DtlsCounters();

  /** Sessions that prove this certificate. */
  public EngineFactory(HostCertificate certificate) {
    this.certificate = certificate;
    try {
      context = SSLContext.getInstance("DTLSv1.2");
      context.init(
          new KeyManager[] {new OneKey(certificate)},
          new TrustManager[] {new FingerprintTrust()},
          new SecureRandom());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has DTLS 1.2", e);
    }
    // Nothing is resumed: one entry is the least that the cache can be bounded to. Who offers a
    // ticket all the same proves no certificate, and is refused for that.
    context.getServerSessionContext().setSessionCacheSize(1);
    context.getClientSessionContext().setSessionCacheSize(1);
  }

  @Override
  public DtlsSession session(DtlsRole role, CertificateCheck accept) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(role == DtlsRole.CLIENT);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setCipherSuites(SUITES);
    parameters.setNamedGroups(GROUPS);
    parameters.setMaximumPacketSize(EngineSession.DATAGRAM);
    if (role == DtlsRole.SERVER) {
      parameters.setNeedClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return new EngineSession(engine, accept, counters);
  }

  @Override
  public byte[] fingerprint() {
    return certificate.fingerprint();
  }

  /** Sessions that the JDK keeps for resumption, in both roles; for tests. */
  int rememberedSessions() {
    return Collections.list(context.getServerSessionContext().getIds()).size()
        + Collections.list(context.getClientSessionContext().getIds()).size();
  }

  /** What all sessions of this factory dropped. */
  public DtlsCounters counters() {
    return counters;
  }

  /**
   * Runs whole handshakes in memory, so that the first real one does not wait for classes to load:
   * cold, it takes some 80 ms more. To be called at start, off the packet thread.
   *
   * @param handshakes how many; 1 loads the classes, some 50 also compile the hottest code
   */
  public static void warmUp(int handshakes) {
    EngineFactory own = new EngineFactory(HostCertificate.generate());
    for (int i = 0; i < handshakes; i++) {
      DtlsSession client = own.session(DtlsRole.CLIENT, sha256 -> true);
      DtlsSession server = own.session(DtlsRole.SERVER, sha256 -> true);
      client.start(0);
      server.start(0);
      ByteBuffer datagram = ByteBuffer.allocate(client.datagramSize());
      while (move(client, server, datagram) || move(server, client, datagram)) {
        datagram.clear();
      }
      if (client.state() != DtlsState.CONNECTED || server.state() != DtlsState.CONNECTED) {
        throw new IllegalStateException("two sessions of one factory do not connect");
      }
      ByteBuffer record = ByteBuffer.allocate(client.datagramSize());
      client.protect(ByteBuffer.allocate(100), record);
      server.receive(record.flip(), 0);
    }
  }

  private static boolean move(DtlsSession from, DtlsSession to, ByteBuffer datagram) {
    boolean moved = false;
    while (from.pollDatagram(datagram.clear())) {
      to.receive(datagram.flip(), 0);
      moved = true;
    }
    return moved;
  }
}
