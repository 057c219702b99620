package gossamer.webrtc.sctp;

/**
 * Settings of an association. Times are in microseconds, sizes in bytes.
 *
 * @param port SCTP port of both sides, as {@code a=sctp-port} says (RFC 8841)
 * @param maxPacketSize largest SCTP packet, 512 to 65,535
 * @param maxSendMessage largest message to be sent: {@code a=max-message-size} of the other side
 * @param maxReceiveMessage largest message taken; a larger one ends the association
 * @param receiveWindow bytes held for messages that are incomplete or wait for an earlier one
 * @param sendBuffer bytes queued and not yet sent, over all streams
 * @param streams streams offered in both directions, 1 to 65,535
 * @param sackDelay how long an acknowledgement may wait, at most 500 ms (RFC 9260, section 6.2)
 * @param rtoInitial RTO.Initial (RFC 9260, section 16)
 * @param rtoMin RTO.Min
 * @param rtoMax RTO.Max
 * @param maxRetransmits Association.Max.Retrans
 * @param maxInitRetransmits Max.Init.Retransmits
 * @param heartbeatInterval HB.interval; silence of the path before a HEARTBEAT
 * @param zeroChecksum whether packets without a checksum are offered and taken (RFC 9653)
 * @param earlyCookieAck whether an INIT is answered with COOKIE ACK and DATA at once: for the
 *     server of a direct join, behind DTLS, where no address can be forged
 */
public record SctpConfig(
    int port,
    int maxPacketSize,
    int maxSendMessage,
    int maxReceiveMessage,
    int receiveWindow,
    int sendBuffer,
    int streams,
    long sackDelay,
    long rtoInitial,
    long rtoMin,
    long rtoMax,
    int maxRetransmits,
    int maxInitRetransmits,
    long heartbeatInterval,
    boolean zeroChecksum,
    boolean earlyCookieAck) {

  /** For data channels between browsers and JVMs. */
  public static final SctpConfig DEFAULT =
      new SctpConfig(
          5000,
          1_200,
          262_144,
          262_144,
          8 << 20,
          16 << 20,
          65_535,
          20_000,
          500_000,
          300_000,
          10_000_000,
          10,
          8,
          30_000_000,
          true,
          false);

  public SctpConfig {
    check("port", port, 1, 65_535);
    check("maxPacketSize", maxPacketSize, 512, 65_535);
    check("maxSendMessage", maxSendMessage, 1, 1 << 30);
    check("maxReceiveMessage", maxReceiveMessage, 1, 1 << 30);
    check("receiveWindow", receiveWindow, 4_096, 1 << 30);
    check("sendBuffer", sendBuffer, 1, 1 << 30);
    check("streams", streams, 1, 65_535);
    check("sackDelay", sackDelay, 0, 500_000);
    check("rtoMin", rtoMin, 1_000, rtoMax);
    check("rtoInitial", rtoInitial, rtoMin, rtoMax);
    check("maxRetransmits", maxRetransmits, 1, 100);
    check("maxInitRetransmits", maxInitRetransmits, 1, 100);
    check("heartbeatInterval", heartbeatInterval, 100_000, Long.MAX_VALUE / 4);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + ", not " + least + " to " + most);
    }
  }

  /** With the limit of the other side, from its {@code a=max-message-size}; 0 there is no limit. */
  public SctpConfig withMaxSendMessage(int bytes) {
    return new SctpConfig(
        port,
        maxPacketSize,
        bytes,
        maxReceiveMessage,
        receiveWindow,
        sendBuffer,
        streams,
        sackDelay,
        rtoInitial,
        rtoMin,
        rtoMax,
        maxRetransmits,
        maxInitRetransmits,
        heartbeatInterval,
        zeroChecksum,
        earlyCookieAck);
  }

  /** With the SCTP port of the session description. */
  public SctpConfig withPort(int number) {
    return new SctpConfig(
        number,
        maxPacketSize,
        maxSendMessage,
        maxReceiveMessage,
        receiveWindow,
        sendBuffer,
        streams,
        sackDelay,
        rtoInitial,
        rtoMin,
        rtoMax,
        maxRetransmits,
        maxInitRetransmits,
        heartbeatInterval,
        zeroChecksum,
        earlyCookieAck);
  }

  /** With these two buffers, in bytes. */
  public SctpConfig withBuffers(int receive, int send) {
    return new SctpConfig(
        port,
        maxPacketSize,
        maxSendMessage,
        maxReceiveMessage,
        receive,
        send,
        streams,
        sackDelay,
        rtoInitial,
        rtoMin,
        rtoMax,
        maxRetransmits,
        maxInitRetransmits,
        heartbeatInterval,
        zeroChecksum,
        earlyCookieAck);
  }

  /** With or without checksums. */
  public SctpConfig withZeroChecksum(boolean zero) {
    return new SctpConfig(
        port,
        maxPacketSize,
        maxSendMessage,
        maxReceiveMessage,
        receiveWindow,
        sendBuffer,
        streams,
        sackDelay,
        rtoInitial,
        rtoMin,
        rtoMax,
        maxRetransmits,
        maxInitRetransmits,
        heartbeatInterval,
        zero,
        earlyCookieAck);
  }

  /** With or without the early COOKIE ACK. */
  public SctpConfig withEarlyCookieAck(boolean early) {
    return new SctpConfig(
        port,
        maxPacketSize,
        maxSendMessage,
        maxReceiveMessage,
        receiveWindow,
        sendBuffer,
        streams,
        sackDelay,
        rtoInitial,
        rtoMin,
        rtoMax,
        maxRetransmits,
        maxInitRetransmits,
        heartbeatInterval,
        zeroChecksum,
        early);
  }
}
