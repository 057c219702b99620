package gossamer.jvm.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramPortTest {
  private static final long PATIENCE = 10;

  private record Got(byte[] bytes, InetSocketAddress from) {}

  /** Keeps what comes, or sends it back. */
  private static final class Listener implements PortOwner {
    final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
    final BlockingQueue<Long> woken = new LinkedBlockingQueue<>();
    boolean isEcho;

    @Override
    public void received(PacketPort port, ByteBuffer packet, InetSocketAddress from, long now) {
      if (isEcho) {
        port.send(packet, from);
      } else {
        byte[] bytes = new byte[packet.remaining()];
        packet.get(bytes);
        got.add(new Got(bytes, from));
      }
    }

    @Override
    public void wake(long now) {
      woken.add(now);
    }
  }

  private final Listener left = new Listener();
  private final Listener right = new Listener();
  private MultiThreadIoEventLoopGroup group = Loops.group("test", 1, false);

  @AfterEach
  void shutDown() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void use(boolean isNative) {
    assumeTrue(!isNative || Epoll.isAvailable());
    shutDown();
    group = Loops.group("test", 1, isNative);
  }

  private DatagramPort bind(String host, Listener owner) throws Exception {
    return DatagramPort.bind(
            group.next(), new InetSocketAddress(InetAddress.ofLiteral(host), 0), owner)
        .toCompletableFuture()
        .get(PATIENCE, TimeUnit.SECONDS);
  }

  private static void send(DatagramPort port, int count, byte first, InetSocketAddress to) {
    port.loop()
        .execute(() -> {
          for (int i = 0; i < count; i++) {
            port.send(ByteBuffer.wrap(new byte[] {first, (byte) i}), to);
          }
        });
  }

  private static Got next(Listener listener) throws InterruptedException {
    Got got = listener.got.poll(PATIENCE, TimeUnit.SECONDS);
    if (got == null) {
      throw new AssertionError("nothing came");
    }
    return got;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void packetsGoThereAndComeBackInOrder(boolean isNative) throws Exception {
    use(isNative);
    right.isEcho = true;
    DatagramPort from = bind("127.0.0.1", left);
    DatagramPort to = bind("127.0.0.1", right);
    send(from, 100, (byte) 22, to.localAddress());
    for (int i = 0; i < 100; i++) {
      Got got = next(left);
      assertEquals(i, got.bytes()[1]);
      assertEquals(to.localAddress(), got.from());
    }
    assertEquals(100, to.counters().received());
    assertEquals(100, from.counters().sent());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onePortSpeaksBothVersionsAndNamesIpv4AsSuch(boolean isNative) throws Exception {
    use(isNative);
    DatagramPort both = bind("::", right);
    int port = both.localAddress().getPort();
    DatagramPort four = bind("127.0.0.1", left);
    DatagramPort six = bind("::1", left);
    send(four, 1, (byte) 0, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    Got fromFour = next(right);
    assertTrue(fromFour.from().getAddress() instanceof Inet4Address);
    assertEquals(four.localAddress(), fromFour.from());
    send(six, 1, (byte) 1, new InetSocketAddress(InetAddress.ofLiteral("::1"), port));
    assertEquals(six.localAddress().getPort(), next(right).from().getPort());
    send(both, 1, (byte) 2, fromFour.from());
    assertEquals(2, next(left).bytes()[0]);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatNobodySpeaksIsDroppedAndCounted(boolean isNative) throws Exception {
    use(isNative);
    DatagramPort from = bind("127.0.0.1", left);
    DatagramPort to = bind("127.0.0.1", right);
    send(from, 3, (byte) 128, to.localAddress());
    send(from, 1, (byte) 64, to.localAddress());
    assertEquals(64, next(right).bytes()[0]);
    assertNull(right.got.poll());
    assertEquals(3, to.counters().dropped(PortDrop.UNKNOWN_KIND));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void packetsOfWrongSizeAndWithoutRouteAreCounted(boolean isNative) throws Exception {
    use(isNative);
    DatagramPort from = bind("127.0.0.1", left);
    DatagramPort to = bind("127.0.0.1", right);
    InetSocketAddress nowhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);
    BlockingQueue<Boolean> taken = new LinkedBlockingQueue<>();
    from.loop()
        .execute(() -> {
          taken.add(from.send(ByteBuffer.allocate(NetLimits.PACKET + 1), to.localAddress()));
          taken.add(from.send(ByteBuffer.allocate(0), to.localAddress()));
          // A socket of 127.0.0.1 cannot reach another network.
          from.send(ByteBuffer.allocate(1), nowhere);
          from.send(ByteBuffer.allocate(NetLimits.PACKET), to.localAddress());
        });
    assertEquals(NetLimits.PACKET, next(right).bytes().length);
    assertEquals(false, taken.take());
    assertEquals(false, taken.take());
    assertEquals(2, from.counters().dropped(PortDrop.SIZE));
    assertEquals(1, from.counters().dropped(PortDrop.UNSENDABLE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void longPacketsOfAnyMixOfLengthsAndReceiversStayWholeAndInOrder(boolean isNative)
      throws Exception {
    use(isNative);
    DatagramPort from = bind("127.0.0.1", left);
    DatagramPort to = bind("127.0.0.1", right);
    Listener third = new Listener();
    DatagramPort other = bind("127.0.0.1", third);
    var random = new java.util.Random(1);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      // Mostly of one length, as a transfer makes them, so that long trains are among them.
      int length = random.nextInt(20) == 0 ? 1 + random.nextInt(1_400) : 1_237;
      byte[] packet = new byte[length];
      random.nextBytes(packet);
      packet[0] = 22;
      packets.add(packet);
    }
    from.loop()
        .execute(() -> {
          for (int i = 0; i < packets.size(); i++) {
            DatagramPort receiver = i % 100 == 99 ? other : to;
            from.send(ByteBuffer.wrap(packets.get(i)), receiver.localAddress());
          }
        });
    for (int i = 0; i < packets.size(); i++) {
      assertArrayEquals(packets.get(i), next(i % 100 == 99 ? third : right).bytes(), "packet " + i);
    }
    assertEquals(packets.size(), from.counters().sent());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLastWakeUpAskedForCounts(boolean isNative) throws Exception {
    use(isNative);
    DatagramPort port = bind("127.0.0.1", left);
    long start = port.nowMicros();
    port.loop()
        .execute(() -> {
          port.wakeAt(start + 1_000);
          port.wakeAt(start + 30_000);
          port.wakeAt(start + 20_000);
        });
    Long woken = left.woken.poll(PATIENCE, TimeUnit.SECONDS);
    assertTrue(woken != null && woken >= start + 20_000);
    BlockingQueue<Boolean> idle = new LinkedBlockingQueue<>();
    port.loop().schedule(() -> idle.add(true), 30, TimeUnit.MILLISECONDS);
    assertTrue(idle.take());
    assertTrue(left.woken.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPortInUseIsAFailureOfTheCaller(boolean isNative) throws Exception {
    use(isNative);
    DatagramPort first = bind("127.0.0.1", left);
    boolean isBound =
        DatagramPort.bind(group.next(), first.localAddress(), right)
            .handle((port, failure) -> failure == null)
            .toCompletableFuture()
            .get(PATIENCE, TimeUnit.SECONDS);
    assertFalse(isBound);
  }
}
