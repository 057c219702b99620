package gossamer.jvm.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Passive ICE over TCP (RFC 6544) for browsers whose network lets no UDP through: each connection
 * carries packets with two bytes of length before them (RFC 4571), and is a path like a UDP
 * address. Listens and reads on one loop.
 */
public final class StreamPort implements PacketPort {
  private final EventLoop loop;
  private final PortOwner owner;
  private final StreamLimits limits;
  private final PortCounters counters = new PortCounters();
  private final SourceCount sources;
  private final Map<InetSocketAddress, Channel> open = new HashMap<>();
  private final Set<Channel> written = new HashSet<>();
  private InetSocketAddress localAddress = new InetSocketAddress(0);

  private StreamPort(EventLoop loop, PortOwner owner, StreamLimits limits) {
    this.loop = loop;
    this.owner = owner;
    this.limits = limits;
    this.sources = new SourceCount(limits.perSource());
  }

  /** A listener that is bound, and how to close it. */
  public record Listening(StreamPort port, Channel channel) {
    /** Stops listening and closes all connections; may be called from any thread. */
    public ChannelFuture close() {
      port.loop.execute(port::closeConnections);
      return channel.close();
    }
  }

  /**
   * Listens; the owner is called on the loop from then on.
   *
   * @return fails with the {@link java.io.IOException} of the system when the address is not free
   */
  public static CompletionStage<Listening> listen(
      EventLoop loop, InetSocketAddress address, PortOwner owner, StreamLimits limits) {
    StreamPort port = new StreamPort(loop, owner, limits);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(Loops.serverChannel(loop))
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark(limits))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel made) {
                    port.accept(made);
                  }
                });
    CompletableFuture<Listening> bound = new CompletableFuture<>();
    ChannelFuture future = bootstrap.bind(address);
    future.addListener(done -> {
      if (done.isSuccess()) {
        port.localAddress = (InetSocketAddress) future.channel().localAddress();
        bound.complete(new Listening(port, future.channel()));
      } else {
        bound.completeExceptionally(done.cause());
      }
    });
    return bound;
  }

  /**
   * One that does not listen: connections are handed over by {@link #adopt}.
   *
   * @param localAddress what it calls its own address
   */
  public static StreamPort unbound(
      EventLoop loop, InetSocketAddress localAddress, PortOwner owner) {
    StreamPort port = new StreamPort(loop, owner, StreamLimits.usual());
    port.localAddress = localAddress;
    return port;
  }

  /** Takes over a connection of the same loop; what it reads goes to the handler put last. */
  public void adopt(SocketChannel made) {
    made.config().setWriteBufferWaterMark(waterMark(limits));
    accept(made);
  }

  private static WriteBufferWaterMark waterMark(StreamLimits limits) {
    return new WriteBufferWaterMark(limits.queued() / 2, limits.queued());
  }

  private void accept(SocketChannel made) {
    InetSocketAddress from = made.remoteAddress();
    if (from == null) {
      made.close(); // It was gone before it was accepted.
    } else if (open.size() >= limits.connections()) {
      refuse(made, PortDrop.CONNECTIONS);
    } else if (!sources.enter(from.getAddress())) {
      refuse(made, PortDrop.CONNECTIONS_OF_SOURCE);
    } else {
      open.put(from, made);
      made.pipeline().addLast(new FrameReader(this, from));
      made.closeFuture().addListener(done -> forget(from, made));
    }
  }

  private void refuse(Channel made, PortDrop reason) {
    counters.drop(reason);
    made.close();
  }

  private void forget(InetSocketAddress from, Channel channel) {
    sources.leave(from.getAddress());
    written.remove(channel);
    if (open.remove(from, channel)) {
      owner.gone(this, from, Loops.micros());
    }
  }

  @Override
  public boolean send(ByteBuffer packet, InetSocketAddress to) {
    int length = packet.remaining();
    if (length == 0 || length > NetLimits.PACKET) {
      counters.drop(PortDrop.SIZE);
      return false;
    }
    Channel channel = open.get(to);
    if (channel == null) {
      counters.drop(PortDrop.NO_CONNECTION);
      return false;
    }
    if (!channel.isWritable()) {
      counters.drop(PortDrop.QUEUE_FULL);
      return false;
    }
    ByteBuf frame = channel.alloc().directBuffer(2 + length).writeShort(length).writeBytes(packet);
    channel.write(frame, channel.voidPromise());
    counters.send();
    if (written.isEmpty()) {
      loop.execute(this::endTurn);
    }
    written.add(channel);
    return true;
  }

  /** Closes one connection; the owner is told. */
  public void close(InetSocketAddress path) {
    Channel channel = open.get(path);
    if (channel != null) {
      channel.close();
    }
  }

  /** Connections that are open. */
  public int connections() {
    return open.size();
  }

  @Override
  public InetSocketAddress localAddress() {
    return localAddress;
  }

  @Override
  public PortCounters counters() {
    return counters;
  }

  StreamLimits limits() {
    return limits;
  }

  void deliver(ByteBuffer packet, InetSocketAddress from) {
    counters.receive();
    owner.received(this, packet, from, Loops.micros());
  }

  void turnEnded() {
    owner.turnEnded(Loops.micros());
    endTurn();
  }

  private void endTurn() {
    for (Channel channel : List.copyOf(written)) {
      channel.flush();
    }
    written.clear();
  }

  /** Closes all connections; on the loop. */
  public void closeConnections() {
    List.copyOf(open.values()).forEach(Channel::close);
  }
}
