package gossamer.webrtc.dtls;

/** Who sends the ClientHello: {@code a=setup:active} is the client (RFC 8842). */
public enum DtlsRole {
  CLIENT,
  SERVER
}
