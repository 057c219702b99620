package gossamer.webrtc.dtls;

/** Makes sessions that all prove the same certificate, the host's own. */
public interface DtlsFactory {

  /**
   * A session that has not started.
   *
   * @param role which side of the handshake it takes
   * @param accept is asked once about the certificate of the other side
   */
  DtlsSession session(DtlsRole role, CertificateCheck accept);

  /** SHA-256 of the own certificate, 32 bytes: what {@code a=fingerprint:sha-256} says. */
  byte[] fingerprint();

  /** Decides whether the certificate of the other side is the expected one. */
  @FunctionalInterface
  interface CertificateCheck {
    /** True when the certificate with this SHA-256 (32 bytes) is accepted. */
    boolean accepts(byte[] sha256);
  }
}
