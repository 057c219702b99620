package gossamer.jvm.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 6544 with the frames of RFC 4571. */
class StreamPortTest {
  private static final int PATIENCE = 10;
  private static final byte[] STUN = {0, 1, 2};
  private static final StreamLimits USUAL = StreamLimits.usual();

  private final MultiThreadIoEventLoopGroup group = Loops.group("test", 1);
  private final BlockingQueue<byte[]> got = new LinkedBlockingQueue<>();
  private final BlockingQueue<InetSocketAddress> gone = new LinkedBlockingQueue<>();
  private boolean isEcho = true;

  private final PortOwner owner =
      new PortOwner() {
        @Override
        public void received(PacketPort port, ByteBuffer packet, InetSocketAddress from, long at) {
          byte[] bytes = new byte[packet.remaining()];
          packet.duplicate().get(bytes);
          got.add(bytes);
          if (isEcho) {
            port.send(packet, from);
          }
        }

        @Override
        public void wake(long now) {}

        @Override
        public void gone(PacketPort port, InetSocketAddress from, long now) {
          gone.add(from);
        }
      };

  @AfterEach
  void shutDown() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private StreamPort.Listening listen(StreamLimits limits) throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return StreamPort.listen(group.next(), any, owner, limits)
        .toCompletableFuture()
        .get(PATIENCE, TimeUnit.SECONDS);
  }

  private static Socket connect(StreamPort.Listening to) throws IOException {
    InetSocketAddress address = to.port().localAddress();
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(PATIENCE * 1000);
    return socket;
  }

  private static void write(Socket socket, byte[] packet) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeShort(packet.length);
    out.write(packet);
  }

  private static byte[] read(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] packet = new byte[in.readUnsignedShort()];
    in.readFully(packet);
    return packet;
  }

  private static void assertEnds(Socket socket) throws IOException {
    int read;
    try {
      read = socket.getInputStream().read();
    } catch (SocketException e) {
      read = -1; // Reset, because it had not read all.
    }
    assertEquals(-1, read);
  }

  private int connections(StreamPort.Listening at) throws Exception {
    CompletableFuture<Integer> count = new CompletableFuture<>();
    group.next().execute(() -> count.complete(at.port().connections()));
    return count.get(PATIENCE, TimeUnit.SECONDS);
  }

  @Test
  void packetsGoThereAndComeBack() throws Exception {
    StreamPort.Listening at = listen(USUAL);
    try (Socket socket = connect(at)) {
      write(socket, STUN);
      assertArrayEquals(STUN, read(socket));
      byte[] dtls = new byte[NetLimits.PACKET];
      dtls[0] = 22;
      write(socket, dtls);
      assertArrayEquals(dtls, read(socket));
    }
    assertNotNull(gone.poll(PATIENCE, TimeUnit.SECONDS));
    assertEquals(0, connections(at));
  }

  @Test
  void aFrameInPiecesAndManyInOneSegmentAreRead() throws Exception {
    StreamPort.Listening at = listen(USUAL);
    try (Socket socket = connect(at)) {
      socket.setTcpNoDelay(true);
      for (byte piece : new byte[] {0, 3, 0, 1, 2}) {
        socket.getOutputStream().write(new byte[] {piece});
        socket.getOutputStream().flush();
      }
      assertArrayEquals(STUN, read(socket));
      socket.getOutputStream().write(new byte[] {0, 1, 20, 0, 2, 21, 0, 0, 1, 22});
      assertArrayEquals(new byte[] {20}, read(socket));
      assertArrayEquals(new byte[] {21, 0}, read(socket));
      assertArrayEquals(new byte[] {22}, read(socket));
    }
  }

  @Test
  void aFrameOfNothingOrTooLongEndsTheConnection() throws Exception {
    StreamPort.Listening at = listen(USUAL);
    for (int length : new int[] {0, NetLimits.PACKET + 1}) {
      try (Socket socket = connect(at)) {
        new DataOutputStream(socket.getOutputStream()).writeShort(length);
        assertEnds(socket);
      }
    }
    assertEquals(2, at.port().counters().dropped(PortDrop.SIZE));
  }

  @Test
  void theFirstFrameMustBeStun() throws Exception {
    StreamPort.Listening at = listen(USUAL);
    try (Socket socket = connect(at)) {
      write(socket, new byte[] {22, 1, 2});
      assertEnds(socket);
    }
    assertEquals(1, at.port().counters().dropped(PortDrop.NOT_ADMITTED));
    assertEquals(0, got.size());
  }

  @Test
  void whoSaysNothingAtFirstOrLaterIsClosed() throws Exception {
    StreamPort.Listening at = listen(new StreamLimits(4, 4, 50, 100, 4096));
    try (Socket silent = connect(at);
        Socket talking = connect(at)) {
      write(talking, STUN);
      assertArrayEquals(STUN, read(talking));
      assertEnds(silent);
      assertEquals(1, at.port().counters().dropped(PortDrop.NOT_ADMITTED));
      assertEnds(talking);
      assertEquals(1, at.port().counters().dropped(PortDrop.IDLE));
    }
  }

  @Test
  void connectionsAreLimitedInAllAndPerSourceAndMayComeAgain() throws Exception {
    StreamPort.Listening at = listen(new StreamLimits(3, 2, 5_000, 5_000, 4096));
    try (Socket first = connect(at)) {
      write(first, STUN);
      assertArrayEquals(STUN, read(first));
      try (Socket second = connect(at);
          Socket third = connect(at)) {
        assertEnds(third);
        assertEquals(1, at.port().counters().dropped(PortDrop.CONNECTIONS_OF_SOURCE));
        write(second, STUN);
        assertArrayEquals(STUN, read(second));
      }
      assertNotNull(gone.poll(PATIENCE, TimeUnit.SECONDS));
      try (Socket again = connect(at)) {
        write(again, STUN);
        assertArrayEquals(STUN, read(again));
      }
    }
    StreamPort.Listening small = listen(new StreamLimits(1, 9, 5_000, 5_000, 4096));
    try (Socket first = connect(small)) {
      write(first, STUN);
      assertArrayEquals(STUN, read(first));
      try (Socket second = connect(small)) {
        assertEnds(second);
      }
    }
    assertEquals(1, small.port().counters().dropped(PortDrop.CONNECTIONS));
  }

  @Test
  void whatASlowReaderDoesNotReadIsDropped() throws Exception {
    StreamPort.Listening at = listen(new StreamLimits(4, 4, 5_000, 5_000, 64 << 10));
    isEcho = false;
    try (Socket slow = connect(at)) {
      write(slow, STUN);
      assertNotNull(got.poll(PATIENCE, TimeUnit.SECONDS));
      InetSocketAddress path = (InetSocketAddress) slow.getLocalSocketAddress();
      CompletableFuture<Integer> taken = new CompletableFuture<>();
      group
          .next()
          .execute(() -> {
            int count = 0;
            for (int i = 0; i < 1000; i++) {
              count += at.port().send(ByteBuffer.allocate(1000), path) ? 1 : 0;
            }
            taken.complete(count);
          });
      int count = taken.get(PATIENCE, TimeUnit.SECONDS);
      // One more packet than the bound, and what Netty counts for itself.
      assertEquals(true, count > 50 && count <= 66, () -> count + " taken");
      assertEquals(1000 - count, at.port().counters().dropped(PortDrop.QUEUE_FULL));
      for (int i = 0; i < count; i++) {
        assertEquals(1000, read(slow).length);
      }
    }
  }

  @Test
  void closingEndsAllConnections() throws Exception {
    StreamPort.Listening at = listen(USUAL);
    try (Socket socket = connect(at)) {
      write(socket, STUN);
      assertArrayEquals(STUN, read(socket));
      at.close();
      assertEnds(socket);
    }
    CompletableFuture<Boolean> sent = new CompletableFuture<>();
    InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    group.next().execute(() -> sent.complete(at.port().send(ByteBuffer.wrap(STUN), nobody)));
    assertEquals(false, sent.get(PATIENCE, TimeUnit.SECONDS));
    assertEquals(1, at.port().counters().dropped(PortDrop.NO_CONNECTION));
  }
}
