package gossamer.webrtc;

import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.sctp.SendResult;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an owner can do with a connection, however it came about. After every call the owner drains
 * the outputs of whatever the connection belongs to. Time is in microseconds.
 */
public sealed interface Connection permits EndpointSession, PeerConnection {

  /** Opens a channel; empty when there are too many, the id is taken or the connection ended. */
  Optional<DataChannel> open(ChannelOptions options, long nowMicros);

  /**
   * Sends one message.
   *
   * @param data from position to limit, may be empty; not copied: it must not change until it was
   *     delivered
   * @param text whether it is a string in UTF-8
   */
  SendResult send(DataChannel channel, ByteBuffer data, boolean text, long nowMicros);

  /** Bytes of the channel that were accepted and not yet sent. */
  long bufferedAmount(DataChannel channel);

  /** {@code BufferedAmountLow} is told when that amount falls to so many bytes; at first 0. */
  void bufferedAmountLow(DataChannel channel, long bytes);

  /** Closes one channel after what was accepted for it has been sent. */
  void close(DataChannel channel, long nowMicros);

  /** Closes the connection: what was not sent is lost, and the other side is told at once. */
  void close(long nowMicros);

  /** Where packets go now; empty before the first check. */
  Optional<IcePath> path();

  /** SHA-256 of the own certificate, 32 bytes. */
  byte[] fingerprint();

  /**
   * SHA-256 of the certificate that the other side proved to hold, 32 bytes.
   *
   * @throws IllegalStateException before {@link ConnectionEvent.Connected}
   */
  byte[] peerFingerprint();
}
