package gossamer.jvm.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Who speaks through ports. Called on the ports' loop only; what it sends in a call leaves when the
 * turn ends. Time is in microseconds of {@link System#nanoTime}.
 */
public interface PortOwner {

  /**
   * A packet came. Its first byte is that of STUN, DTLS or TURN.
   *
   * @param packet valid during the call only; at most {@link NetLimits#PACKET} bytes
   */
  void received(PacketPort port, ByteBuffer packet, InetSocketAddress from, long nowMicros);

  /** All packets that were there are delivered. */
  default void turnEnded(long nowMicros) {}

  /** The time that was asked for with {@link DatagramPort#wakeAt} has come. */
  void wake(long nowMicros);

  /** A connection that packets came from has ended; never said of UDP. */
  default void gone(PacketPort port, InetSocketAddress from, long nowMicros) {}
}
