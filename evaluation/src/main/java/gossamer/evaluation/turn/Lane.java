package gossamer.evaluation.turn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * One way of packets through a relay.
 *
 * @param packet what is sent, over and over
 * @param sink where it arrives
 */
record Lane(DatagramChannel from, InetSocketAddress to, ByteBuffer packet, DatagramChannel sink) {
  void send() throws IOException {
    from.send(packet.clear(), to);
  }
}
