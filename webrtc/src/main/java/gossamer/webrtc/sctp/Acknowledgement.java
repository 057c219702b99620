package gossamer.webrtc.sctp;

/** What one SACK said about the path; reused, so no reference may be kept. */
public final class Acknowledgement {
  long nowMicros;
  long bytes;
  long inFlightBefore;
  long inFlight;
  long rttMicros;
  long rate;
  long delivered;
  long deliveredAtSend;
  boolean applicationLimited;

  Acknowledgement() {}

  /** When the SACK came. */
  public long nowMicros() {
    return nowMicros;
  }

  /** Bytes acknowledged for the first time. */
  public long bytes() {
    return bytes;
  }

  /** Bytes in flight before this SACK. */
  public long inFlightBefore() {
    return inFlightBefore;
  }

  /** Bytes in flight after it. */
  public long inFlight() {
    return inFlight;
  }

  /** Round trip of the newest chunk acknowledged, never of a retransmission; -1 for none. */
  public long rttMicros() {
    return rttMicros;
  }

  /** Bytes per second delivered while that chunk was under way; -1 for none. */
  public long rate() {
    return rate;
  }

  /** Bytes delivered since the association began, this SACK included. */
  public long delivered() {
    return delivered;
  }

  /** Bytes that had been delivered when that chunk was sent: tells rounds apart. */
  public long deliveredAtSend() {
    return deliveredAtSend;
  }

  /** Whether the rate was bounded by what the application sent or by the receiver's window. */
  public boolean applicationLimited() {
    return applicationLimited;
  }
}
