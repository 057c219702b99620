package gossamer.jvm.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket that carries anything for somebody else, as a relayed address does: one of thousands
 * on one loop, so it keeps little. What is sent leaves at the end of the turn of the loop. Used on
 * its loop only.
 */
public final class RelayedPort {
  /** Packets read by one system call: each of these sockets carries little. */
  private static final int BATCH = 16;

  /** Bytes that wait for the socket. */
  private static final int QUEUED = 256 << 10;

  private static final WriteBufferWaterMark MARK = new WriteBufferWaterMark(QUEUED / 2, QUEUED);

  /** IP_MTU_DISCOVER of ip(7): 1 is the default of Linux, 2 forbids fragments. */
  private static final IntegerUnixChannelOption MTU_DISCOVER =
      new IntegerUnixChannelOption("IP_MTU_DISCOVER", 0, 10);

  private final DatagramChannel channel;
  private final Owner owner;
  private final Departures departures;
  private final Train train = new Train();
  boolean isWaiting;
  private boolean hasTrains;
  private boolean isWhole;

  private RelayedPort(DatagramChannel channel, Owner owner, Departures departures) {
    this.channel = channel;
    this.owner = owner;
    this.departures = departures;
    this.hasTrains = Train.possible(channel);
  }

  /** Who is told what arrives. */
  public interface Owner {
    /**
     * A packet came, of any kind.
     *
     * @param packet valid during the call only; at most {@link NetLimits#PACKET} bytes
     */
    void received(ByteBuffer packet, InetSocketAddress from, long nowMicros);
  }

  /**
   * Binds one at once; on the loop.
   *
   * @param departures what all that share the loop share
   * @return null when the address is not free or the system has no more sockets
   */
  public static @Nullable RelayedPort bind(
      EventLoop loop, InetSocketAddress address, Owner owner, Departures departures) {
    boolean isNative = Loops.isNative(loop);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(isNative ? EpollDatagramChannel::new : NioDatagramChannel::new)
            .option(ChannelOption.ALLOCATOR, PacketBytes.ALLOCATOR)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, MARK)
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator((isNative ? BATCH : 1) * NetLimits.PACKET)
                    .maxMessagesPerRead(NetLimits.PER_TURN));
    if (isNative) {
      bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, NetLimits.PACKET);
    }
    Reader reader = new Reader();
    ChannelFuture registered = bootstrap.handler(reader).register();
    if (!registered.isSuccess()) {
      return null;
    }
    DatagramChannel made = (DatagramChannel) registered.channel();
    RelayedPort port = new RelayedPort(made, owner, departures);
    reader.port = port;
    ChannelFuture bound = made.bind(address);
    if (!bound.isSuccess()) {
      made.close();
      return null;
    }
    return port;
  }

  /** Whether packets can be kept whole on this loop. */
  public static boolean setsDontFragment(EventLoop loop) {
    return Loops.isNative(loop);
  }

  /**
   * Sends one packet at the end of this turn; like the network, it may lose it.
   *
   * @param whole whether it must not be fragmented; where that can be set
   */
  public void send(ByteBuffer packet, InetSocketAddress to, boolean whole) {
    if (!channel.isWritable()) {
      channel.flush();
      if (!channel.isWritable()) {
        return;
      }
    }
    if (whole != isWhole) {
      setWhole(whole);
    }
    if (!hasTrains) {
      ByteBuf copy = channel.alloc().directBuffer(packet.remaining()).writeBytes(packet);
      channel.write(new DatagramPacket(copy, to), channel.voidPromise());
    } else if (!train.add(packet, to, channel.alloc())) {
      leave();
      train.add(packet, to, channel.alloc());
    }
    departures.add(this);
  }

  private void leave() {
    DatagramPacket gathered = train.leave();
    if (gathered instanceof SegmentedDatagramPacket) {
      // A kernel or device that cannot cut a train apart gets no further one from this socket.
      channel.write(gathered).addListener(done -> hasTrains &= done.isSuccess());
    } else if (gathered != null) {
      channel.write(gathered, channel.voidPromise());
    }
  }

  /** Rare: what was sent before has to leave first. */
  private void setWhole(boolean whole) {
    leave();
    channel.flush();
    channel.config().setOption(MTU_DISCOVER, whole ? 2 : 1);
    isWhole = whole;
  }

  void flush() {
    isWaiting = false;
    leave();
    channel.flush();
  }

  /** Closes the socket. */
  public void close() {
    channel.close();
  }

  private static final class Reader extends ChannelInboundHandlerAdapter {
    private @Nullable RelayedPort port;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      RelayedPort to = port;
      try {
        if (to != null && message instanceof DatagramPacket packet) {
          ByteBuffer bytes = PacketBytes.of(packet.content());
          to.owner.received(bytes, packet.sender(), Loops.micros());
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      // A peer that is not there, or a packet that is too long, is the network's ordinary loss.
      if (!(cause instanceof IOException)) {
        context.fireExceptionCaught(cause);
      }
    }
  }
}
