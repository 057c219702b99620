package gossamer.master;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a master and the ports it listens on. */
final class ServerLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerLoop.class);
  private static final int STOP_MILLIS = 400;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("gossamer-master", true), NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final List<Closeable> held = new ArrayList<>();

  EventLoop loop() {
    return loop;
  }

  /**
   * Takes a port; connections wait until it is served.
   *
   * @throws IOException when it is taken or not allowed
   */
  ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    held.add(channel);
    try {
      return channel.bind(address, MasterLimits.BACKLOG);
    } catch (BindException e) {
      throw new IOException("port " + address.getPort() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** Something to close at the end. */
  void hold(Closeable resource) {
    held.add(resource);
  }

  /** The port of a bound channel. */
  static int portOf(ServerSocketChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** Accepts connections; each is given to {@code child}. */
  void serve(ServerSocketChannel channel, ChannelHandler child) {
    new ServerBootstrap()
        .group(loop)
        .channelFactory(() -> new NioServerSocketChannel(channel))
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(child)
        .register()
        .syncUninterruptibly();
  }

  /**
   * Serves the counters on a port of the loopback interface.
   *
   * @throws IOException when the port is taken
   */
  void serveMetrics(int port, Metrics metrics) throws IOException {
    serve(
        bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
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

  /** Stops the thread and frees the ports. */
  @Override
  public void close() {
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
