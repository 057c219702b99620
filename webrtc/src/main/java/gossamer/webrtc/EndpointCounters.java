package gossamer.webrtc;

/** What an endpoint did and refused since it was made. */
public final class EndpointCounters {
  private final long[] refusals = new long[Refusal.values().length];
  long opened;
  long closed;
  long datagramsIn;
  long datagramsOut;

  EndpointCounters() {}

  void count(Refusal refusal) {
    refusals[refusal.ordinal()]++;
  }

  /** How often it refused for this reason. */
  public long refused(Refusal refusal) {
    return refusals[refusal.ordinal()];
  }

  /** Connections whose SCTP came up. */
  public long opened() {
    return opened;
  }

  /** Connections that ended, half-open ones included. */
  public long closed() {
    return closed;
  }

  /** Datagrams handed in. */
  public long datagramsIn() {
    return datagramsIn;
  }

  /** Datagrams polled. */
  public long datagramsOut() {
    return datagramsOut;
  }
}
