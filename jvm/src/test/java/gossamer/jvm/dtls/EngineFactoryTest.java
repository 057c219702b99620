package gossamer.jvm.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.dtls.DtlsState;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;

class EngineFactoryTest {
  private static final long SECOND = 1_000_000;

  @Test
  void warmingUpConnectsTwoSessions() {
    EngineFactory.warmUp(2);
  }

  @Test
  void sessionsAreNotKeptForResumption() {
    EngineFactory factory = new EngineFactory(HostCertificate.generate());
    for (int i = 0; i < 5; i++) {
      Wire wire =
          new Wire(
              factory.session(DtlsRole.CLIENT, it -> true),
              factory.session(DtlsRole.SERVER, it -> true),
              i);
      assertTrue(wire.start().run(SECOND).areConnected());
    }
    assertTrue(factory.rememberedSessions() <= 2, "one in each role");
  }

  /** RFC 5077: a ticket would stand for a certificate that nobody looked at again. */
  @Test
  void aClientThatResumesItsSessionIsRefused() throws GeneralSecurityException {
    EngineFactory factory = new EngineFactory(HostCertificate.generate());
    HostCertificate own = HostCertificate.generate();
    SSLContext resuming = SSLContext.getInstance("DTLSv1.2");
    resuming.init(
        new KeyManager[] {new OneKey(own)},
        new TrustManager[] {new FingerprintTrust()},
        new SecureRandom());
    Wire first = resume(resuming, factory);
    assertTrue(first.start().run(SECOND).areConnected());
    assertEquals(1, Collections.list(resuming.getClientSessionContext().getIds()).size());
    Wire second = resume(resuming, factory);
    second.start().run(SECOND);
    assertNotEquals(DtlsState.CONNECTED, second.client.state());
    assertNotEquals(DtlsState.CONNECTED, second.server.state());
  }

  /** A client that names its server, by which the JDK finds a session to resume. */
  private static Wire resume(SSLContext context, EngineFactory server) {
    SSLEngine engine = context.createSSLEngine("server.example", 1);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});
    parameters.setMaximumPacketSize(EngineSession.DATAGRAM);
    engine.setSSLParameters(parameters);
    return new Wire(
        new EngineSession(engine, it -> true, server.counters()),
        server.session(DtlsRole.SERVER, it -> true),
        1);
  }
}
