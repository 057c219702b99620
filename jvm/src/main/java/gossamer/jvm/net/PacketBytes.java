package gossamer.jvm.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;

/** The bytes of one packet among those that one system call read. */
final class PacketBytes {
  /**
   * Where they come from: Netty's default allocator does not pool buffers as large as a batch, and
   * then makes each packet's view of it anew (a third of what a relayed packet left as garbage).
   */
  static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

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
