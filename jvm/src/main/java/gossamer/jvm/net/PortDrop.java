package gossamer.jvm.net;

/** Why a packet or a connection was refused. */
public enum PortDrop {
  /** A packet with the first byte of nothing that is spoken here. */
  UNKNOWN_KIND,
  /** A packet longer than {@link NetLimits#PACKET}, or an empty one. */
  SIZE,
  /** The socket takes no more: the queue is full. */
  QUEUE_FULL,
  /** The kernel refused the packet, for example because there is no route. */
  UNSENDABLE,
  /** A packet for a connection that is not there. */
  NO_CONNECTION,
  /** A connection above the limit of all. */
  CONNECTIONS,
  /** A connection above the limit of one source. */
  CONNECTIONS_OF_SOURCE,
  /** A connection whose first frame was late or not STUN. */
  NOT_ADMITTED,
  /** A connection that said nothing for too long. */
  IDLE
}
