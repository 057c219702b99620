package gossamer.jvm;

import gossamer.peer.Peer;
import gossamer.peer.PeerConfig;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Output;
import gossamer.peer.host.Path;
import gossamer.peer.wire.ErrorCode;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer on the JVM: one event loop owns the {@link Peer} and all its WebSockets and data channels.
 * Its outputs are carried out in order, its inputs taken in as they come; cryptography is done
 * elsewhere, in order. The application's events are told on the loop, so a listener must not block.
 */
public final class PeerHost {
  private static final Logger log = LoggerFactory.getLogger(PeerHost.class);

  private final EventLoop loop;
  private final Peer peer;
  private final HostServices services;
  private final Consumer<Event> listener;
  private final Sockets sockets;
  private final MonotoneClock clock = MonotoneClock.ofSystem();
  private final ArrayDeque<Input> waiting = new ArrayDeque<>();
  private final AtomicInteger commands = new AtomicInteger();
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private boolean busy;
  private @Nullable ScheduledFuture<?> tick;
  private long tickMillis = Long.MAX_VALUE;

  private PeerHost(EventLoop loop, PeerConfig config, Identity identity, Consumer<Event> listener) {
    this.loop = loop;
    this.listener = listener;
    this.services = new HostServices(identity, loop, this::take, this::crash);
    this.sockets = new Sockets(loop, this::take);
    this.peer = new Peer(config, new SecureRandom().nextLong(), clock.millis());
  }

  /**
   * Starts a peer on a loop, which the caller keeps running and shuts down after {@link #leave}.
   *
   * @param config its keys must be those of {@code identity}
   * @param listener told all events, on the loop
   */
  public static PeerHost start(
      EventLoop loop, PeerConfig config, Identity identity, Consumer<Event> listener) {
    PeerHost host = new PeerHost(loop, config, identity, listener);
    loop.execute(() -> host.take(new Input.Tick()));
    return host;
  }

  /**
   * Hands a command to the peer; any thread may.
   *
   * @throws RejectedExecutionException when {@link HostLimits#COMMANDS} are waiting, or the loop
   *     has ended
   */
  public void command(Command command) {
    if (loop.inEventLoop()) {
      take(new Input.Do(command));
      return;
    }
    if (commands.incrementAndGet() > HostLimits.COMMANDS) {
      commands.decrementAndGet();
      throw new RejectedExecutionException("too many commands are waiting");
    }
    loop.execute(() -> {
      commands.decrementAndGet();
      take(new Input.Do(command));
    });
  }

  /** Asks the peer something, on its loop; any thread may. */
  public <T> CompletableFuture<T> ask(Function<Peer, T> question) {
    return CompletableFuture.supplyAsync(() -> question.apply(peer), loop);
  }

  /** The peer itself; for code that runs on the loop. */
  public Peer peer() {
    if (!loop.inEventLoop()) {
      throw new IllegalStateException("the peer belongs to its loop");
    }
    return peer;
  }

  /**
   * Takes over a WebSocket that was accepted on this loop and whose upgrade is done.
   *
   * @param authority {@code host:port} of the upgrade, one of this peer's own
   */
  public void accept(Channel channel, String authority) {
    sockets.accept(channel, authority.getBytes(StandardCharsets.US_ASCII));
  }

  /** Takes over a data channel that is open; on the loop. */
  public DirectPort.Events accept(DirectPort.Channel channel) {
    return sockets.accept(channel);
  }

  /** Dials masters by data channel from now on, where they take them; any thread may say so. */
  public void dialDirectly(DirectDialling how) {
    loop.execute(() -> sockets.dialDirectly(how));
  }

  /** Links that are open and run over data channels; for code that runs on the loop. */
  public int dataChannelCount() {
    return sockets.dataChannels();
  }

  /** Links that are open and run over WebSockets; for code that runs on the loop. */
  public int webSocketCount() {
    return sockets.webSockets();
  }

  /** Links that are open or being opened; for code that runs on the loop. */
  public int linkCount() {
    return sockets.count();
  }

  /** What passed over the links. */
  public Traffic traffic() {
    return sockets.traffic();
  }

  /** Completes exceptionally when the peer stopped because of a programming error. */
  public CompletableFuture<Void> failure() {
    return failure.copy();
  }

  /**
   * Says goodbye to all neighbours; done when all connections are closed, at the latest after twice
   * {@link HostLimits#CLOSE_MILLIS}.
   */
  public CompletableFuture<Void> leave() {
    CompletableFuture<Void> left = new CompletableFuture<>();
    loop.execute(() -> {
      take(new Input.Do(new Command.Leave()));
      sockets.closeAll(); // Those whose Hellos were still under way.
      sockets.whenAllGone(() -> left.complete(null));
    });
    return left.completeOnTimeout(null, 2L * HostLimits.CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void take(Input input) {
    if (failure.isDone()) {
      return;
    }
    waiting.add(input);
    if (busy) {
      return;
    }
    busy = true;
    try {
      for (Input next = waiting.poll(); next != null; next = waiting.poll()) {
        peer.handle(next, clock.millis());
        for (Output output = peer.poll(); output != null; output = peer.poll()) {
          perform(output);
        }
      }
      sockets.flush();
      schedule();
    } catch (RuntimeException | StackOverflowError e) {
      crash(e);
    } finally {
      busy = false;
    }
  }

  private void perform(Output output) {
    switch (output) {
      case Output.Dial o -> sockets.dial(o.link(), o.address());
      case Output.Send o -> sockets.send(o.link(), o.frame());
      case Output.CloseLink o -> sockets.close(o.link());
      case Output.Emit o -> listener.accept(o.event());
      case Output.Sign o -> services.sign(o);
      case Output.Verify o -> services.verify(o);
      case Output.Seal o -> services.seal(o);
      case Output.Unseal o -> services.unseal(o);
      case Output.Offer o -> noWebRtc(o.link());
      case Output.Answer o -> noWebRtc(o.link());
      case Output.AcceptAnswer o -> noWebRtc(o.link());
      case Output.AddCandidates o -> noWebRtc(o.link());
      case Output.Decipher o -> noWebRtc(o.link());
      case Output.Credit o -> noWebRtc(o.link());
      case Output.SendBlock o ->
          waiting.add(new Input.BlockSent(o.link(), o.tag(), o.index(), ErrorCode.REFUSED));
      case Output.KeepBlock o ->
          waiting.add(new Input.BlockStored(o.transfer(), o.index(), ErrorCode.DISK_FULL));
      case Output.DropBlock o -> log.warn("block {} was never received", o.ref());
    }
  }

  /** There are no data channels here, and so no bulk channel either. */
  private void noWebRtc(int link) {
    waiting.add(new Input.LinkClosed(link, ErrorCode.CONNECT_FAILED));
  }

  private void schedule() {
    long due = peer.deadlineMillis();
    if (due == tickMillis) {
      return;
    }
    ScheduledFuture<?> old = tick;
    if (old != null) {
      old.cancel(false);
    }
    tickMillis = due;
    tick =
        due == Long.MAX_VALUE
            ? null
            : loop.schedule(this::tick, Math.max(1, due - clock.millis()), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    tickMillis = Long.MAX_VALUE;
    take(new Input.Tick());
  }

  /** A programming error: this peer is dead, and its neighbours notice at once. */
  private void crash(Throwable error) {
    log.error("the peer stops", error);
    waiting.clear();
    sockets.closeAll();
    failure.completeExceptionally(error);
  }

  /** What a link was opened with. */
  static Input.LinkOpened opened(int link, LinkRole role, byte[] authority) {
    return new Input.LinkOpened(link, role, authority, authority.clone(), Path.WEBSOCKET);
  }
}
