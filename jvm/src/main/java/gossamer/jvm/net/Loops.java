package gossamer.jvm.net;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Event loops on what the system does best: native epoll on Linux, else Java's selector. */
public final class Loops {
  private Loops() {}

  /** A group of so many daemon threads; the caller shuts it down. */
  public static MultiThreadIoEventLoopGroup group(String name, int threads) {
    return group(name, threads, Epoll.isAvailable());
  }

  static MultiThreadIoEventLoopGroup group(String name, int threads, boolean isNative) {
    IoHandlerFactory handlers = isNative ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), handlers);
  }

  /** What connects on this loop. */
  public static Class<? extends SocketChannel> socketChannel(EventLoop loop) {
    return isNative(loop) ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** What listens on this loop. */
  public static Class<? extends ServerSocketChannel> serverChannel(EventLoop loop) {
    return isNative(loop) ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  static boolean isNative(EventLoop loop) {
    return loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
  }

  static long micros() {
    return System.nanoTime() / 1000;
  }
}
