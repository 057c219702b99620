package gossamer.jvm.net;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/** The bytes of one packet among those that one system call read. */
final class PacketBytes {
  private PacketBytes() {}

  /**
   * What can be read of a packet. A slice makes a new ByteBuffer each time, the buffer that all
   * packets were read into has one: a fifth of what a relayed packet left as garbage.
   *
   * @return valid until the next call; it need not begin at position 0
   */
  static ByteBuffer of(ByteBuf packet) {
    ByteBuf whole = packet.unwrap();
    int length = packet.readableBytes();
    if (whole == null || !packet.hasMemoryAddress()) {
      return packet.internalNioBuffer(packet.readerIndex(), length);
    }
    long at = packet.memoryAddress() + packet.readerIndex() - whole.memoryAddress();
    return whole.internalNioBuffer((int) at, length);
  }
}
