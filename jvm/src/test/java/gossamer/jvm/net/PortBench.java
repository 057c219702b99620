package gossamer.jvm.net;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures two ports that play ping-pong with a window of packets, on one loop, over loopback; run
 * by hand, prints what it saw.
 */
public final class PortBench {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WINDOW = 64;
  private static final int SIZE = 1200;

  private final CountDownLatch done = new CountDownLatch(1);
  private long left;

  private PortBench(long packets) {
    left = packets;
  }

  /** Runs native epoll where it is there, then Java's selector. */
  public static void main(String[] arguments) throws Exception {
    for (boolean isNative : new boolean[] {true, false, true, false}) {
      if (!isNative || Epoll.isAvailable()) {
        new PortBench(200_000).run(isNative);
      }
    }
  }

  private void run(boolean isNative) throws Exception {
    MultiThreadIoEventLoopGroup group = Loops.group("bench", 1, isNative);
    try {
      DatagramPort first = bind(group);
      DatagramPort second = bind(group);
      CompletableFuture<long[]> before = new CompletableFuture<>();
      long packets = left;
      first
          .loop()
          .execute(() -> {
            before.complete(figures());
            for (int i = 0; i < WINDOW; i++) {
              first.send(ByteBuffer.allocate(SIZE), second.localAddress());
            }
          });
      if (!done.await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("all packets of the window were lost");
      }
      CompletableFuture<long[]> after = new CompletableFuture<>();
      first.loop().execute(() -> after.complete(figures()));
      long[] start = before.get();
      long[] end = after.get();
      System.out.printf(
          "%s: %.0f datagrams/s sent and received, CPU %.2f us and %d B of garbage each%n",
          isNative ? "epoll" : "nio",
          packets * 1e9 / (end[0] - start[0]),
          (end[1] - start[1]) / 1e3 / packets,
          (end[2] - start[2]) / packets);
      first.close().sync();
      second.close().sync();
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static long[] figures() {
    return new long[] {
      System.nanoTime(), THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes()
    };
  }

  private DatagramPort bind(MultiThreadIoEventLoopGroup group) throws Exception {
    PortOwner owner =
        new PortOwner() {
          @Override
          public void received(
              PacketPort port, ByteBuffer packet, InetSocketAddress from, long at) {
            if (--left <= 0) {
              done.countDown();
            } else {
              port.send(packet, from);
            }
          }

          @Override
          public void wake(long now) {}
        };
    return DatagramPort.bind(
            group.next(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), owner)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
