package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.jvm.Identity;
import gossamer.jvm.PeerHost;
import gossamer.peer.PeerConfig;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.overlay.Kademlia;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerKind;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MasterJoinTest {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void aPeerOnTheJvmJoinsAMasterAndMeetsAnother() throws Exception {
    try (Master master = Master.start(MasterConfig.builder().port(0).build());
        Client first = new Client(MasterConfig.DEFAULT_NETWORK);
        Client second = new Client(MasterConfig.DEFAULT_NETWORK)) {
      first.join(address(master));
      assertEquals(master.id(), first.await(Event.LinkUp.class).peer().id());
      second.join(address(master));
      assertEquals(master.id(), second.await(Event.LinkUp.class).peer().id());
      first.host.command(new Command.SendMessage(1, second.id, new byte[] {42}));
      Event.MessageReceived message = second.await(Event.MessageReceived.class);
      assertEquals(first.id, message.peer());
      assertEquals(42, message.bytes()[0]);
      assertEquals(1, first.await(Event.Done.class).ticket());
    }
  }

  @Test
  void aPeerOfAnotherNetworkIsRefused() throws Exception {
    try (Master master = Master.start(MasterConfig.builder().port(0).build());
        Client client = new Client("another network")) {
      client.join(address(master));
      assertEquals(ErrorCode.WRONG_NETWORK, client.await(Event.MasterFailed.class).reason());
    }
  }

  @Test
  void mastersGivenEachOthersUrlFormOneOverlay() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    MasterConfig alone = MasterConfig.builder().port(0).join("http://localhost:" + port).build();
    try (Master one = Master.start(alone);
        Master two =
            Master.start(
                MasterConfig.builder().port(port).join(one.localUrl().toString()).build());
        Client first = new Client(MasterConfig.DEFAULT_NETWORK);
        Client second = new Client(MasterConfig.DEFAULT_NETWORK)) {
      first.join(address(one));
      second.join(address(two));
      first.await(Event.LinkUp.class);
      second.await(Event.LinkUp.class);
      awaitMasters(one, two);
      awaitMasters(two, one);
      first.host.command(new Command.SendMessage(1, second.id, new byte[] {7}));
      assertEquals(first.id, second.await(Event.MessageReceived.class).peer());
    }
  }

  /** The descriptor of one master lists the other, as soon as they are linked. */
  private static void awaitMasters(Master asked, Master listed) throws Exception {
    String url = "\"url\":\"" + address(listed) + "\"";
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String body = "";
    while (System.nanoTime() < patience) {
      HttpResponse<byte[]> answer = Http.get(asked.localUrl(), Descriptor.PATH);
      body = new String(answer.body(), StandardCharsets.UTF_8);
      if (body.contains(url)) {
        return;
      }
      Thread.onSpinWait();
    }
    throw new TimeoutException("not listed: " + url + " in " + body);
  }

  @Test
  void aServerThatAcceptsAndNeverAnswersIsAMasterThatIsSilent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Client client = new Client(MasterConfig.DEFAULT_NETWORK)) {
      client.join("ws://localhost:" + silent.getLocalPort() + "/gossamer");
      try (Socket accepted = silent.accept()) {
        assertTrue(accepted.isConnected());
        assertEquals(ErrorCode.MASTER_SILENT, client.await(Event.MasterFailed.class).reason());
      }
    }
  }

  @Test
  void aClosedPortFailsAtOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Client client = new Client(MasterConfig.DEFAULT_NETWORK)) {
      client.join("ws://localhost:" + port + "/gossamer");
      assertEquals(ErrorCode.CONNECT_FAILED, client.await(Event.MasterFailed.class).reason());
    }
  }

  @Test
  void anOrdinaryWebSocketServerPathIsNoMaster() throws Exception {
    try (Master master = Master.start(MasterConfig.builder().port(0).build());
        Client client = new Client(MasterConfig.DEFAULT_NETWORK)) {
      client.join("ws://localhost:" + master.port() + "/elsewhere");
      assertEquals(ErrorCode.CONNECT_FAILED, client.await(Event.MasterFailed.class).reason());
    }
  }

  @Test
  void aMasterIsDialledOverTlsWhenItsCertificateIsTrusted(@TempDir Path directory)
      throws Exception {
    MasterConfig config = MasterConfig.builder().port(0).lan(true).dataDirectory(directory).build();
    try (Master master = Master.start(config)) {
      String address = MasterAddress.webSocket(master.localUrl());
      try (Client stranger = new Client(MasterConfig.DEFAULT_NETWORK)) {
        stranger.join(address);
        assertEquals(ErrorCode.CONNECT_FAILED, stranger.await(Event.MasterFailed.class).reason());
      }
      LocalCertificate local = LocalCertificate.loadOrCreate(directory, Authorities.hosts());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("master", local.certificate());
      Path file = directory.resolve("trusted.p12");
      try (OutputStream out = Files.newOutputStream(file)) {
        trusted.store(out, "secret".toCharArray());
      }
      System.setProperty("javax.net.ssl.trustStore", file.toString());
      System.setProperty("javax.net.ssl.trustStorePassword", "secret");
      try (Client friend = new Client(MasterConfig.DEFAULT_NETWORK)) {
        friend.join(address);
        assertEquals(master.id(), friend.await(Event.LinkUp.class).peer().id());
      } finally {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
      }
    }
  }

  @Test
  void neighboursLearnThatAMasterLeaves() throws Exception {
    Master master = Master.start(MasterConfig.builder().port(0).build());
    try (Client client = new Client(MasterConfig.DEFAULT_NETWORK)) {
      client.join(address(master));
      client.await(Event.LinkUp.class);
      master.close();
      Event.LinkDown down = client.await(Event.LinkDown.class);
      assertEquals(master.id(), down.peer());
      assertTrue(
          List.of(ErrorCode.DRAINING, ErrorCode.LEFT).contains(down.reason()), down.reason()::code);
    } finally {
      master.close();
    }
  }

  private static String address(Master master) {
    return "ws://localhost:" + master.port() + "/gossamer";
  }

  /** A headless peer and what it was told. */
  private final class Client implements AutoCloseable {
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Id id;
    private final PeerHost host;

    Client(String network) {
      Identity identity = Identity.generate();
      PeerConfig config =
          new PeerConfig(
              network,
              PeerKind.JVM,
              identity.signingKey(),
              identity.sealingKey(),
              Identity.freshSecret(),
              List.of(),
              null,
              8,
              0,
              false,
              new Kademlia());
      id = identity.id();
      host = PeerHost.start(group.next(), config, identity, events::add);
    }

    void join(String address) {
      host.command(new Command.Join(List.of(address)));
    }

    <E extends Event> E await(Class<E> kind) throws Exception {
      Event event = events.poll(15, TimeUnit.SECONDS);
      while (event != null && !kind.isInstance(event)) {
        event = events.poll(15, TimeUnit.SECONDS);
      }
      if (event == null) {
        throw new TimeoutException("no " + kind.getSimpleName());
      }
      return kind.cast(event);
    }

    @Override
    public void close() {
      host.leave().orTimeout(10, TimeUnit.SECONDS).join();
    }
  }
}
