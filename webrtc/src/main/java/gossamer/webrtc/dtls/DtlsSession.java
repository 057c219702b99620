package gossamer.webrtc.dtls;

import java.nio.ByteBuffer;

/**
 * One DTLS 1.2 session (RFC 6347) that carries SCTP packets (RFC 8261). No socket, no thread and no
 * clock: datagrams and the time are handed in, and after every call the owner drains {@link
 * #pollDatagram} and {@link #pollPacket} until both return false. Time is in microseconds of one
 * monotone clock.
 *
 * <p>Datagrams come from anybody who knows the address: what is not a whole, expected record is
 * dropped and counted; it never throws and never ends the session.
 */
public interface DtlsSession {

  /** Where the session stands. */
  DtlsState state();

  /** Begins the handshake; the client writes its ClientHello, the server waits. Called once. */
  void start(long nowMicros);

  /**
   * Takes one datagram from the other side. It is read before the call returns, and its bytes may
   * be overwritten: records are decrypted in place.
   */
  void receive(ByteBuffer datagram, long nowMicros);

  /**
   * Sends what is due again (RFC 6347, section 4.2.4) or fails at the deadline of the handshake.
   */
  void tick(long nowMicros);

  /**
   * Sends the flight of the handshake that waits for an answer once more, before it is due; to be
   * called after each valid connectivity check, because browsers lose a ClientHello that comes
   * before the answer to their check. Does nothing when nothing waits or it left just before.
   */
  void resend(long nowMicros);

  /** When {@link #tick} is due, in microseconds; {@link Long#MAX_VALUE} when it never is. */
  long deadlineMicros();

  /**
   * Writes the next datagram of handshake or alert to {@code into}, from its position.
   *
   * @param into cleared, with at least {@link #datagramSize()} bytes of room
   * @return false when there is none; {@code into} is then unchanged
   */
  boolean pollDatagram(ByteBuffer into);

  /**
   * Writes the next decrypted packet to {@code into}, from its position.
   *
   * @param into cleared, with at least {@link #datagramSize()} bytes of room
   * @return false when there is none; {@code into} is then unchanged
   */
  boolean pollPacket(ByteBuffer into);

  /**
   * Encrypts one packet as one record and writes the datagram to {@code into}; only when {@link
   * DtlsState#CONNECTED}.
   *
   * @return false when the session is not connected and nothing was written
   */
  boolean protect(ByteBuffer packet, ByteBuffer into);

  /**
   * The shortest time from a flight to its answer, in microseconds; too long when the flight was
   * lost at first. -1 when no answer came yet.
   */
  long roundTripMicros();

  /** Room that every buffer handed in must have, in bytes. */
  int datagramSize();

  /**
   * SHA-256 of the certificate that the other side proved to hold, 32 bytes (RFC 8122, section 5).
   *
   * @throws IllegalStateException unless it was {@link DtlsState#CONNECTED} before
   */
  byte[] peerFingerprint();

  /**
   * Ends the session with close_notify; the datagram is then polled. Does nothing the second time.
   */
  void close(long nowMicros);
}
