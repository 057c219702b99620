package gossamer.evaluation.interop;

import gossamer.jvm.channel.PeerPort;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.jvm.net.Loops;
import gossamer.webrtc.PeerConnection;
import gossamer.webrtc.PeerEvent;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A full peer of ours on real sockets, that sends every message back. */
final class OurPeer implements AutoCloseable {
  private static final int SECONDS = 20;

  private final EventLoopGroup loops = Loops.group("peer", 1);
  private final PeerPort port;
  private final Happenings happenings;
  private final CompletableFuture<Boolean> gathered = new CompletableFuture<>();
  private final BlockingQueue<PeerEvent.ServerFailed> failures = new LinkedBlockingQueue<>();

  private OurPeer(PeerConnection.Settings settings, boolean echoes) throws Exception {
    happenings = new Happenings(echoes);
    PeerPort.Owner owner =
        (from, event, now) -> {
          switch (event) {
            case PeerEvent.Happened(var happened) ->
                happenings.happened(from.connection(), happened, now);
            case PeerEvent.GatheringDone() -> gathered.complete(true);
            case PeerEvent.ServerFailed failed -> failures.add(failed);
            case PeerEvent.CandidateFound(var candidate) -> {}
          }
        };
    var dtls = new EngineFactory(HostCertificate.generate());
    port =
        PeerPort.bind(
                loops.next(),
                InetAddress.ofLiteral("0.0.0.0"),
                new PeerPort.Identity(settings, dtls, owner))
            .toCompletableFuture()
            .get(SECONDS, TimeUnit.SECONDS);
  }

  static OurPeer start(PeerConnection.Settings settings, boolean echoes) throws Exception {
    EngineFactory.warmUp(3);
    return new OurPeer(settings, echoes);
  }

  Happenings happenings() {
    return happenings;
  }

  /** Waits until all candidates are in what is offered or answered. */
  OurPeer gathered() throws InterruptedException, ExecutionException, TimeoutException {
    gathered.get(SECONDS, TimeUnit.SECONDS);
    return this;
  }

  PeerEvent.ServerFailed awaitFailure() throws InterruptedException {
    PeerEvent.ServerFailed failed = failures.poll(SECONDS, TimeUnit.SECONDS);
    if (failed == null) {
      throw new AssertionError("no server failed");
    }
    return failed;
  }

  /** What is done with the connection on its loop. */
  @FunctionalInterface
  interface Use<T> {
    T with(PeerConnection connection, long now) throws Exception;
  }

  <T> T use(Use<T> work) throws InterruptedException, ExecutionException, TimeoutException {
    return port.loop()
        .submit(() -> {
          T result = work.with(port.connection(), System.nanoTime() / 1_000);
          port.flush();
          return result;
        })
        .get(SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    port.close();
    // A loop that shuts down closes the sockets first: what is yet to be sent would be lost.
    port.ended().toCompletableFuture().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    loops.shutdownGracefully(100, 1_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }
}
