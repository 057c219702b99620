package gossamer.jvm.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one length that go to one address one after the other: the kernel takes them as one
 * and cuts them apart at the end of its way (UDP generic segmentation offload, {@code UDP_SEGMENT}
 * of udp(7)), which saves most of what a packet costs. Only the last may be shorter.
 */
final class Train {
  /** The kernel takes 64, and no more than one datagram of IP could hold. */
  private static final int MOST_PACKETS = 64;

  private static final int MOST_BYTES = 65_000;

  /** Room at first: for what a bulk transfer sends at once, or for a few packets of speech. */
  private static final int ROOM = 16 << 10;

  private static final int SHORT = 512;
  private static final int USUAL = 8;

  private @Nullable ByteBuf bytes;
  private @Nullable InetSocketAddress to;
  private int length;
  private boolean isComplete;

  /** Whether this channel can send one. */
  static boolean possible(DatagramChannel channel) {
    return channel instanceof EpollDatagramChannel
        && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
  }

  /** Adds a packet; false when it cannot be part of this train, which then has to leave first. */
  boolean add(ByteBuffer packet, InetSocketAddress address, ByteBufAllocator allocator) {
    int size = packet.remaining();
    ByteBuf gathered = bytes;
    if (gathered == null) {
      int room = size < SHORT ? Math.max(1, USUAL * size) : Math.max(ROOM, size);
      bytes = allocator.directBuffer(room, MOST_BYTES).writeBytes(packet);
      to = address;
      length = size;
      isComplete = size == 0;
      return true;
    }
    if (isComplete || size > length || !fits(gathered, size) || !address.equals(to)) {
      return false;
    }
    gathered.writeBytes(packet);
    isComplete = size < length;
    return true;
  }

  private boolean fits(ByteBuf gathered, int size) {
    int most = Math.min(MOST_BYTES, MOST_PACKETS * length);
    return gathered.readableBytes() + size <= most;
  }

  /** Takes out what was gathered, for the channel; null when there is nothing. */
  @Nullable DatagramPacket leave() {
    ByteBuf gathered = bytes;
    InetSocketAddress address = to;
    if (gathered == null || address == null) {
      return null;
    }
    bytes = null;
    to = null;
    return gathered.readableBytes() > length
        ? new SegmentedDatagramPacket(gathered, length, address)
        : new DatagramPacket(gathered, address);
  }
}
