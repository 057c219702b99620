package gossamer.master;

import gossamer.jvm.net.Loops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a master and the ports it listens on. */
final class ServerLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerLoop.class);
  private static final int STOP_MILLIS = 400;

  private final EventLoopGroup group = Loops.group("gossamer-master", 1);
  private final EventLoop loop = group.next();
  private final ChannelGroup ports = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<Closeable> held = new ArrayList<>();

  EventLoop loop() {
    return loop;
  }

  /**
   * Takes a port; connections wait until it is served.
   *
   * @throws IOException when it is taken or not allowed
   */
  Door bind(InetSocketAddress address) throws IOException {
    Door door = new Door();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(Loops.serverChannel(loop))
            .option(ChannelOption.SO_BACKLOG, MasterLimits.BACKLOG)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(door)
            .bind(address)
            .awaitUninterruptibly();
    if (bound.cause() instanceof IOException e) {
      BindException cause = new BindException(e.getMessage());
      cause.initCause(e);
      throw new IOException(
          "port " + address.getPort() + " cannot be used: " + e.getMessage(), cause);
    }
    door.channel = bound.syncUninterruptibly().channel();
    ports.add(door.channel);
    return door;
  }

  /** A bound port, and who serves it. */
  static final class Door extends ChannelInitializer<Channel> {
    private @Nullable Channel channel;
    private volatile @Nullable ChannelHandler child;

    @Override
    protected void initChannel(Channel made) {
      ChannelHandler serving = child;
      if (serving != null) {
        made.pipeline().addLast(serving);
      }
    }

    private Channel channel() {
      Channel bound = channel;
      if (bound == null) {
        throw new IllegalStateException("not bound");
      }
      return bound;
    }

    int port() {
      return ((InetSocketAddress) channel().localAddress()).getPort();
    }

    /** Accepts connections from now on; each is given to the handler. */
    void serve(ChannelHandler handler) {
      child = handler;
      channel().config().setAutoRead(true);
    }
  }

  /** Something to close at the end. */
  void hold(Closeable resource) {
    held.add(resource);
  }

  /**
   * Serves the counters on a port of the loopback interface.
   *
   * @throws IOException when the port is taken
   */
  void serveMetrics(int port, Metrics metrics) throws IOException {
    bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .serve(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel fresh) {
                fresh
                    .pipeline()
                    .addLast(
                        new HttpServerCodec(Connections.http()),
                        new HttpObjectAggregator(MasterLimits.REQUEST_BODY, true),
                        metrics);
              }
            });
  }

  /** Frees the ports and stops the thread. */
  @Override
  public void close() {
    // The thread is said to have ended before the ports that it still had open are free.
    ports.close().awaitUninterruptibly(2L * STOP_MILLIS);
    group
        .shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(2L * STOP_MILLIS);
    for (Closeable each : held) {
      try {
        each.close();
      } catch (IOException e) {
        log.warn("{} is not given back", each, e);
      }
    }
  }
}
