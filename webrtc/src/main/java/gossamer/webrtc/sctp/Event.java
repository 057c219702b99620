package gossamer.webrtc.sctp;

import java.nio.ByteBuffer;

/** What an association tells its owner. */
public sealed interface Event {
  /** Messages can be sent and come in. Told once. */
  record Established() implements Event {}

  /**
   * A whole message.
   *
   * @param data read from position to limit; belongs to the receiver of the event
   */
  record MessageReceived(int stream, int ppid, ByteBuffer data) implements Event {}

  /** The other side sends no more on these streams and may begin them anew (RFC 6525). */
  record IncomingStreamsReset(int[] streams) implements Event {}

  /** Streams that {@link Association#resetStreams} named may be used anew (RFC 6525). */
  record OutgoingStreamsReset(int[] streams) implements Event {}

  /** The other side refused to reset these streams; they stay closed. */
  record ResetRefused(int[] streams) implements Event {}

  /** What waits on this stream fell to its threshold. */
  record BufferedAmountLow(int stream) implements Event {}

  /** There is room again after {@link SendResult#WOULD_BLOCK}. */
  record Writable() implements Event {}

  /** The end, after both sides delivered everything. Told once; nothing follows. */
  record Closed() implements Event {}

  /** The end, by abort or failure. Told once; nothing follows. */
  record Aborted(AbortReason reason, String detail) implements Event {}
}
