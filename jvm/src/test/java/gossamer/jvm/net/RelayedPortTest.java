package gossamer.jvm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sockets at relayed addresses, natively and by Java's own. */
@Timeout(30)
class RelayedPortTest {
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private MultiThreadIoEventLoopGroup group;
  private EventLoop loop;

  private void use(boolean isNative) {
    if (isNative && !Epoll.isAvailable()) {
      throw new IllegalStateException("no epoll", Epoll.unavailabilityCause());
    }
    group = Loops.group("test", 1, isNative);
    loop = group.next();
  }

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  private <T> T onLoop(Callable<T> work) throws Exception {
    return loop.submit(work).get();
  }

  private RelayedPort bind(int port, Departures departures) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    return onLoop(() ->
        RelayedPort.bind(
            loop,
            address,
            (packet, from, now) ->
                received.add(from.getPort() + ":" + packet.get() + ":" + packet.remaining()),
            departures));
  }

  private static int freePort() throws Exception {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Packets of one length leave as one, and arrive as they were. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carriesManyPacketsOfOneTurnInOrder(boolean isNative) throws Exception {
    use(isNative);
    RelayedPort port = bind(freePort(), new Departures(loop));
    assertNotNull(port);
    int[] sizes = {172, 172, 172, 80, 172, 1_200, 1_200, 1_200, 1, 1};
    try (var peer = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      peer.setSoTimeout(10_000);
      var to = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), peer.getLocalPort());
      onLoop(() -> {
        for (int i = 0; i < sizes.length; i++) {
          port.send(ByteBuffer.allocate(sizes[i]).put(0, (byte) i), to, false);
        }
        return null;
      });
      for (int i = 0; i < sizes.length; i++) {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        peer.receive(packet);
        assertEquals(sizes[i], packet.getLength(), "packet " + i);
        assertEquals(i, packet.getData()[0], "packet " + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void carriesPacketsOfAnyKindBothWays(boolean isNative) throws Exception {
    use(isNative);
    Departures departures = new Departures(loop);
    int number = freePort();
    RelayedPort port = bind(number, departures);
    assertNotNull(port);
    try (var peer = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      peer.setSoTimeout(10_000);
      var to = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), peer.getLocalPort());
      for (boolean whole : new boolean[] {false, true, false}) {
        onLoop(() -> {
          port.send(ByteBuffer.wrap(new byte[] {(byte) 200, 1, 2}), to, whole && isNative);
          return null;
        });
        DatagramPacket packet = new DatagramPacket(new byte[10], 10);
        peer.receive(packet);
        assertEquals(3, packet.getLength());
        assertEquals(number, packet.getPort());
        peer.send(new DatagramPacket(new byte[] {99, 1}, 2, packet.getSocketAddress()));
        assertEquals(peer.getLocalPort() + ":99:1", received.take());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPortThatIsTakenIsToldAtOnceAndFreeAfterTheEnd(boolean isNative) throws Exception {
    use(isNative);
    Departures departures = new Departures(loop);
    int number = freePort();
    RelayedPort first = bind(number, departures);
    assertNotNull(first);
    assertNull(bind(number, departures));
    onLoop(() -> {
      first.close();
      return null;
    });
    // Java's own gives it back with the next turn of its loop.
    RelayedPort again = bind(number, departures);
    while (again == null) {
      again = bind(number, departures);
    }
    assertNotNull(again);
  }
}
