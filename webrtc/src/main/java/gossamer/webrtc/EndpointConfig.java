package gossamer.webrtc;

import gossamer.webrtc.channel.ChannelLimits;
import gossamer.webrtc.ice.Liveness;
import gossamer.webrtc.sctp.SctpConfig;
import java.util.Optional;

/**
 * Settings of an endpoint.
 *
 * @param password ICE password of direct joins, known to everybody: 22 to 256 ICE characters
 * @param tokenKey with it a direct join needs a token at the head of its ICE fragment (see {@link
 *     gossamer.webrtc.ice.AdmissionTokens}); at least 16 secret bytes
 * @param sessions connections at most, half-open ones included
 * @param halfOpen connections at most whose handshake is not complete; the oldest makes room once
 *     it is {@value Endpoint#EVICTABLE} microseconds old, else the new one is refused
 * @param halfOpenPerPrefix of them at most from one /24 of IPv4 or one /48 of IPv6
 * @param setupMicros time for SCTP to come up after the first packet
 * @param liveness how silence is noticed
 * @param sctp settings of each association
 * @param channels limits of each connection
 */
public record EndpointConfig(
    String password,
    Optional<byte[]> tokenKey,
    int sessions,
    int halfOpen,
    int halfOpenPerPrefix,
    long setupMicros,
    Liveness liveness,
    SctpConfig sctp,
    ChannelLimits channels) {

  /**
   * Silence is asked about after 2.5 s, as often as Chromium checks, then every 0.25 s; what was
   * silent for 4.7 s is lost.
   */
  static final Liveness LIVENESS = new Liveness(2_500_000, 4_700_000);

  private static final int RECEIVE = 1 << 20;
  private static final int SEND = 2 << 20;

  /** Checks the ranges. */
  public EndpointConfig {
    if (sessions < 1 || halfOpen < 1 || halfOpenPerPrefix < 1 || setupMicros < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
  }

  /** For a master: 16,384 connections, 1,024 half-open, 128 of them from one prefix. */
  public static EndpointConfig of(String password) {
    return new EndpointConfig(
        password,
        Optional.empty(),
        16_384,
        1_024,
        128,
        15_000_000,
        LIVENESS,
        sctp(true),
        new ChannelLimits(256, 1_024));
  }

  /** SCTP as connections here have it. */
  static SctpConfig sctp(boolean early) {
    SctpConfig base = SctpConfig.DEFAULT;
    return new SctpConfig(
        base.port(),
        base.maxPacketSize(),
        base.maxSendMessage(),
        base.maxReceiveMessage(),
        RECEIVE,
        SEND,
        base.streams(),
        base.sackDelay(),
        base.rtoInitial(),
        base.rtoMin(),
        base.rtoMax(),
        base.maxRetransmits(),
        base.maxInitRetransmits(),
        base.heartbeatInterval(),
        base.zeroChecksum(),
        early);
  }

  /** With a key for tokens. */
  public EndpointConfig withTokenKey(byte[] key) {
    return new EndpointConfig(
        password,
        Optional.of(key.clone()),
        sessions,
        halfOpen,
        halfOpenPerPrefix,
        setupMicros,
        liveness,
        sctp,
        channels);
  }

  /** With other limits of connections. */
  public EndpointConfig withLimits(int all, int half, int halfPerPrefix) {
    return new EndpointConfig(
        password, tokenKey, all, half, halfPerPrefix, setupMicros, liveness, sctp, channels);
  }
}
