package gossamer.webrtc.sctp;

/**
 * How hard a message is tried (RFC 8831, section 6.6; RFC 7496).
 *
 * @param ordered whether it waits for earlier messages of its stream
 * @param maxRetransmits given up after so many retransmissions, 0 to 65,535; -1: no limit
 * @param lifetimeMillis given up so many milliseconds after it was handed in, 0 to 65,535; -1: no
 *     limit
 */
public record Delivery(boolean ordered, int maxRetransmits, int lifetimeMillis) {
  /** In order, until it is delivered or the association ends. */
  public static final Delivery RELIABLE = new Delivery(true, -1, -1);

  /** As soon as it is complete, until it is delivered or the association ends. */
  public static final Delivery UNORDERED = new Delivery(false, -1, -1);

  public Delivery {
    if (maxRetransmits < -1 || maxRetransmits > 65_535) {
      throw new IllegalArgumentException("maxRetransmits: " + maxRetransmits);
    }
    if (lifetimeMillis < -1 || lifetimeMillis > 65_535) {
      throw new IllegalArgumentException("lifetimeMillis: " + lifetimeMillis);
    }
  }
}
