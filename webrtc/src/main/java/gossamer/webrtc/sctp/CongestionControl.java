package gossamer.webrtc.sctp;

/**
 * Decides how much may be in flight and how fast it leaves. Pure: time comes with every call, in
 * microseconds. Retransmission is not its business, only that something was lost.
 */
public interface CongestionControl {

  /** Bytes of DATA payload that may be in flight; at least one packet. */
  long window();

  /** Bytes per second at which DATA leaves; {@link Long#MAX_VALUE} for as fast as the window. */
  long pacingRate();

  /** An acknowledgement was processed. The sample is valid during the call only. */
  void onAcknowledged(Acknowledgement sample);

  /** Chunks of {@code bytes} in all were found lost while {@code inFlight} were in flight. */
  void onLost(int bytes, long inFlight, long nowMicros);

  /** T3-rtx expired: everything in flight is taken as lost. */
  void onTimeout(long nowMicros);

  /** Makes one per association, for a largest payload of {@code packetBytes}. */
  @FunctionalInterface
  interface Factory {
    CongestionControl create(int packetBytes);
  }
}
