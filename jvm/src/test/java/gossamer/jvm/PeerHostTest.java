package gossamer.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gossamer.peer.Peer;
import gossamer.peer.PeerConfig;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.overlay.Kademlia;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PeerHostTest {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Identity identity = Identity.generate();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private PeerHost start(Consumer<Event> listener) {
    PeerConfig config =
        new PeerConfig(
            "test",
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
    return PeerHost.start(loop, config, identity, listener);
  }

  private <E extends Event> E await(Class<E> kind) throws InterruptedException {
    Event event = events.poll(10, TimeUnit.SECONDS);
    while (event != null && !kind.isInstance(event)) {
      event = events.poll(10, TimeUnit.SECONDS);
    }
    return assertInstanceOf(kind, event);
  }

  @Test
  void signsItsOwnRecordFirst() throws Exception {
    PeerHost host = start(events::add);
    PeerRecord record = await(Event.RecordRenewed.class).record();
    assertEquals(identity.id(), record.id());
    assertEquals(
        true, Ed25519.verify(record.signingKey(), record.signedBytes(), record.signature()));
    assertEquals(record, host.ask(Peer::record).get(5, TimeUnit.SECONDS));
    assertThrows(IllegalStateException.class, host::peer);
  }

  @Test
  void aListenerMayCommandThePeer() throws Exception {
    CompletableFuture<PeerHost> self = new CompletableFuture<>();
    PeerHost host =
        start(event -> {
          events.add(event);
          if (event instanceof Event.RecordRenewed) {
            self.join().command(new Command.Lookup(7, identity.id()));
          }
        });
    self.complete(host);
    assertEquals(7, await(Event.Found.class).ticket());
  }

  @Test
  void refusesCommandsWhenTooManyWait() throws Exception {
    PeerHost host = start(events::add);
    await(Event.RecordRenewed.class);
    CountDownLatch busy = new CountDownLatch(1);
    loop.execute(() -> {
      try {
        busy.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    for (int i = 0; i < HostLimits.COMMANDS; i++) {
      host.command(new Command.Lookup(i + 1, identity.id()));
    }
    assertThrows(
        RejectedExecutionException.class,
        () -> host.command(new Command.Lookup(5000, identity.id())));
    busy.countDown();
    for (int i = 0; i < HostLimits.COMMANDS; i++) {
      assertEquals(i + 1, await(Event.Found.class).ticket());
    }
    host.command(new Command.Lookup(6000, identity.id()));
    assertEquals(6000, await(Event.Found.class).ticket());
  }

  @Test
  void stopsAtAProgrammingErrorAndSaysSo() {
    PeerHost host =
        start(event -> {
          throw new IllegalStateException("a listener with a bug");
        });
    ExecutionException stopped =
        assertThrows(ExecutionException.class, () -> host.failure().get(10, TimeUnit.SECONDS));
    assertEquals("a listener with a bug", stopped.getCause().getMessage());
  }

  @Test
  void leavesOnceAndThenRefuses() throws Exception {
    PeerHost host = start(events::add);
    host.leave().get(5, TimeUnit.SECONDS);
    host.command(new Command.Lookup(1, identity.id()));
    assertEquals(ErrorCode.LEFT, await(Event.Failed.class).code());
    assertFalse(host.failure().isDone());
  }

  @Test
  void refusesToDialWhatIsNoAddress() throws Exception {
    PeerHost host = start(events::add);
    host.command(new Command.Join(List.of("http://example.org/gossamer")));
    assertEquals(ErrorCode.INVALID_ARGUMENT, await(Event.MasterFailed.class).reason());
  }
}
