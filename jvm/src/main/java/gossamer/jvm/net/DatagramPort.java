package gossamer.jvm.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One UDP port on one event loop. Bound to the wildcard of IPv6 it speaks both versions. Reads and
 * writes are batched where the loop is native: one system call for up to {@link NetLimits#BATCH}
 * packets read, and one for all that the owner sent in a turn; what goes to one address at once
 * goes through the kernel as one.
 */
public final class DatagramPort implements PacketPort {
  /** EIO, EINVAL and EMSGSIZE, by which Linux refuses a train. */
  private static final Set<Integer> NO_TRAINS = Set.of(-5, -22, -90);

  private final DatagramChannel channel;
  private final PortOwner owner;
  private final Alarm alarm;
  private final PortCounters counters = new PortCounters();
  private final AddressCache addresses = new AddressCache(NetLimits.ADDRESSES);
  private final Train train = new Train();
  private boolean hasTrains;
  private boolean isInTurn;

  private DatagramPort(DatagramChannel channel, PortOwner owner) {
    this.channel = channel;
    this.owner = owner;
    this.alarm = new Alarm(channel.eventLoop(), Loops::micros, this::wake);
    this.hasTrains = Train.possible(channel);
  }

  /**
   * Binds a port; the owner is called on the loop from then on.
   *
   * @return fails with the {@link java.io.IOException} of the system when the address is not free
   */
  public static CompletionStage<DatagramPort> bind(
      EventLoop loop, InetSocketAddress address, PortOwner owner) {
    boolean isNative = Loops.isNative(loop);
    int batch = isNative ? NetLimits.BATCH : 1;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(isNative ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.ALLOCATOR, PacketBytes.ALLOCATOR)
            .option(ChannelOption.SO_RCVBUF, NetLimits.KERNEL_BUFFER)
            .option(ChannelOption.SO_SNDBUF, NetLimits.KERNEL_BUFFER)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(NetLimits.QUEUED / 2, NetLimits.QUEUED))
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(batch * NetLimits.PACKET)
                    .maxMessagesPerRead(NetLimits.PER_TURN));
    if (isNative) {
      bootstrap.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, NetLimits.PACKET);
    }
    CompletableFuture<DatagramPort> bound = new CompletableFuture<>();
    ChannelFuture future = bootstrap.handler(new Start(owner)).bind(address);
    future.addListener(done -> {
      if (done.isSuccess()) {
        bound.complete(((Reader) future.channel().pipeline().last()).port);
      } else {
        bound.completeExceptionally(done.cause());
      }
    });
    return bound;
  }

  @Override
  public boolean send(ByteBuffer packet, InetSocketAddress to) {
    int length = packet.remaining();
    if (length == 0 || length > NetLimits.PACKET) {
      counters.drop(PortDrop.SIZE);
      return false;
    }
    if (!channel.isWritable()) {
      channel.flush();
      if (!channel.isWritable()) {
        counters.drop(PortDrop.QUEUE_FULL);
        return false;
      }
    }
    if (!hasTrains) {
      ByteBuf copy = channel.alloc().directBuffer(length).writeBytes(packet);
      channel.write(new DatagramPacket(copy, to), channel.voidPromise());
    } else if (!train.add(packet, to, channel.alloc())) {
      leave();
      train.add(packet, to, channel.alloc());
    }
    counters.send();
    if (!isInTurn) {
      isInTurn = true;
      channel.eventLoop().execute(this::endTurn);
    }
    return true;
  }

  /**
   * Asks for {@link PortOwner#wake} at this time; replaces what was asked before.
   *
   * @param micros of {@link System#nanoTime}; {@link Long#MAX_VALUE} for never
   */
  public void wakeAt(long micros) {
    alarm.set(micros);
  }

  /** The time that the owner is told, in microseconds. */
  public long nowMicros() {
    return Loops.micros();
  }

  /** The loop that it lives on; may be asked from any thread. */
  public EventLoop loop() {
    return channel.eventLoop();
  }

  @Override
  public InetSocketAddress localAddress() {
    return channel.localAddress();
  }

  @Override
  public PortCounters counters() {
    return counters;
  }

  /** Closes the socket; may be called from any thread. */
  public ChannelFuture close() {
    return channel.close();
  }

  private void wake(long now) {
    if (channel.isActive()) {
      isInTurn = true;
      owner.wake(now);
      endTurn();
    }
  }

  private void endTurn() {
    isInTurn = false;
    leave();
    channel.flush();
  }

  private void leave() {
    DatagramPacket gathered = train.leave();
    if (gathered instanceof SegmentedDatagramPacket) {
      channel
          .write(gathered)
          .addListener(done -> {
            if (done.cause() instanceof Errors.NativeIoException failure) {
              counters.drop(PortDrop.UNSENDABLE);
              // Not every kernel and device can cut trains apart: packets go one by one from now
              // on.
              hasTrains &= !NO_TRAINS.contains(failure.expectedErr());
            }
          });
    } else if (gathered != null) {
      channel.write(gathered, channel.voidPromise());
    }
  }

  /** Puts the port behind the channel as soon as there is one. */
  private static final class Start extends io.netty.channel.ChannelInitializer<DatagramChannel> {
    private final PortOwner owner;

    Start(PortOwner owner) {
      this.owner = owner;
    }

    @Override
    protected void initChannel(DatagramChannel made) {
      made.pipeline().addLast(new Reader(new DatagramPort(made, owner)));
    }
  }

  private static final class Reader extends SimpleChannelInboundHandler<DatagramPacket> {
    private final DatagramPort port;

    Reader(DatagramPort port) {
      this.port = port;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
      port.isInTurn = true;
      ByteBuf content = packet.content();
      int length = content.readableBytes();
      if (length == 0) {
        port.counters.drop(PortDrop.SIZE);
        return;
      }
      ByteBuffer bytes = PacketBytes.of(content);
      if (PacketKind.of(bytes) == PacketKind.OTHER) {
        port.counters.drop(PortDrop.UNKNOWN_KIND);
        return;
      }
      port.counters.receive();
      InetSocketAddress from = port.addresses.canonical(packet.sender());
      port.owner.received(port, bytes, from, Loops.micros());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      port.owner.turnEnded(Loops.micros());
      port.endTurn();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof java.io.IOException) {
        port.counters.drop(PortDrop.UNSENDABLE);
      } else {
        context.fireExceptionCaught(cause);
      }
    }
  }
}
