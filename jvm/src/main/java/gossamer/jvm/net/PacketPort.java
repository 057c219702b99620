package gossamer.jvm.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Where packets come from and go to: UDP, or framed TCP. Used on its loop only. */
public interface PacketPort {

  /**
   * Sends one packet at the end of this turn of the loop. Like the network, it may lose it.
   *
   * @param packet is read before the call returns; at most {@link NetLimits#PACKET} bytes
   * @return false when it was dropped here, and counted
   */
  boolean send(ByteBuffer packet, InetSocketAddress to);

  /** The address that it is bound to. */
  InetSocketAddress localAddress();

  /** What it took, sent and refused. */
  PortCounters counters();
}
