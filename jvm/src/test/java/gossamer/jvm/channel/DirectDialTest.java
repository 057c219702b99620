package gossamer.jvm.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.jvm.net.Loops;
import gossamer.webrtc.CloseReason;
import gossamer.webrtc.Connection;
import gossamer.webrtc.ConnectionEvent;
import gossamer.webrtc.EndpointConfig;
import gossamer.webrtc.PeerConnection;
import gossamer.webrtc.Refusal;
import gossamer.webrtc.channel.ChannelEvent;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM dials the direct port of another one over real sockets of the loopback. */
@Timeout(60)
class DirectDialTest {
  private static final int SECONDS = 20;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final byte[] KEY = new byte[32];

  private final EventLoopGroup loops = Loops.group("test", 2);
  private final EngineFactory server = new EngineFactory(HostCertificate.generate());
  private final EngineFactory client = new EngineFactory(HostCertificate.generate());
  private final BlockingQueue<Told> atServer = new LinkedBlockingQueue<>();
  private final BlockingQueue<Told> atClient = new LinkedBlockingQueue<>();

  private record Told(Connection connection, ConnectionEvent event) {}

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }

  /** An endpoint that sends back what comes. */
  private EndpointPort listen(boolean tokens, String address) throws Exception {
    EndpointConfig config = EndpointConfig.of(HexFormat.of().formatHex(server.fingerprint()));
    ConnectionOwner owner =
        (connection, event, now) -> {
          if (event instanceof ConnectionEvent.Channel(var of)
              && of instanceof ChannelEvent.Received(var channel, var text, var data)) {
            connection.send(channel, data, text, now);
          }
          atServer.add(new Told(connection, event));
        };
    return EndpointPort.bind(
            loops.next(),
            new InetSocketAddress(InetAddress.ofLiteral(address), 0),
            new EndpointPort.Identity(tokens ? config.withTokenKey(KEY) : config, server, owner))
        .toCompletableFuture()
        .get(SECONDS, TimeUnit.SECONDS);
  }

  private PeerPort dial(int port, byte[] fingerprint, String token) throws Exception {
    var target =
        new DirectTarget(List.of(new InetSocketAddress(LOOPBACK, port)), fingerprint, token);
    var caller =
        new DirectDial.Caller(
            PeerConnection.Settings.OFFERING,
            client,
            (connection, event, now) -> atClient.add(new Told(connection, event)));
    return DirectDial.dial(loops.next(), LOOPBACK, target, caller)
        .toCompletableFuture()
        .get(SECONDS, TimeUnit.SECONDS);
  }

  private static <T> T await(BlockingQueue<Told> told, Class<T> wanted) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      Told next = told.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      Object event = next.event();
      if (event instanceof ConnectionEvent.Channel(var of)) {
        event = of;
      }
      if (wanted.isInstance(event)) {
        return wanted.cast(event);
      }
    }
    throw new AssertionError("no " + wanted.getSimpleName());
  }

  @Test
  void messagesGoBothWaysAndBothSidesKnowBothCertificates() throws Exception {
    EndpointPort port = listen(false, "0.0.0.0");
    PeerPort peer = dial(port.number(), server.fingerprint(), "");
    var opened = await(atClient, ChannelEvent.Opened.class);
    assertEquals(0, opened.channel().id());
    byte[] message = new byte[200_000];
    new Random(1).nextBytes(message);
    peer.loop()
        .submit(() -> {
          peer.connection()
              .send(opened.channel(), ByteBuffer.wrap(message), false, EndpointPort.nowMicros());
          peer.flush();
        })
        .sync();
    ByteBuffer back = await(atClient, ChannelEvent.Received.class).data();
    byte[] content = new byte[back.remaining()];
    back.get(content);
    assertArrayEquals(message, content);
    Told connected = atServer.take();
    assertArrayEquals(client.fingerprint(), connected.connection().peerFingerprint());
    assertArrayEquals(server.fingerprint(), connected.connection().fingerprint());
    peer.close();
    assertEquals(CloseReason.REMOTE, await(atServer, ConnectionEvent.Closed.class).reason());
    assertEquals(CloseReason.LOCAL, await(atClient, ConnectionEvent.Closed.class).reason());
    port.close();
  }

  @Test
  void theEndpointsCloseReachesWhoDialled() throws Exception {
    EndpointPort port = listen(false, "127.0.0.1");
    dial(port.number(), server.fingerprint(), "");
    await(atClient, ChannelEvent.Opened.class);
    port.close();
    assertEquals(CloseReason.REMOTE, await(atClient, ConnectionEvent.Closed.class).reason());
  }

  @Test
  void anotherCertificateThanTheExpectedOneIsRefused() throws Exception {
    EndpointPort port = listen(false, "127.0.0.1");
    byte[] other = server.fingerprint();
    // The password is made from it too: an impostor at the address would have to know it.
    other[31] ^= 1;
    dial(port.number(), other, "");
    awaitRefusal(port, Refusal.BAD_INTEGRITY);
    port.close();
  }

  @Test
  void aTokenLetsIn() throws Exception {
    EndpointPort port = listen(true, "127.0.0.1");
    dial(port.number(), server.fingerprint(), "");
    awaitRefusal(port, Refusal.NO_TOKEN);
    String token =
        port.loop().submit(() -> port.endpoint().token(60, EndpointPort.nowMicros())).get();
    dial(port.number(), server.fingerprint(), token);
    await(atClient, ChannelEvent.Opened.class);
    port.close();
  }

  /** Waits until the endpoint has refused something for this reason; nothing opens meanwhile. */
  private void awaitRefusal(EndpointPort port, Refusal refusal) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    long refused = 0;
    while (refused == 0 && System.nanoTime() < end) {
      refused = port.loop().submit(() -> port.endpoint().counters().refused(refusal)).get();
    }
    assertTrue(refused > 0, "nothing was refused");
    assertTrue(atServer.isEmpty(), atServer.toString());
  }
}
