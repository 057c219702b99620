package gossamer.jvm;

import gossamer.jvm.channel.DirectDial;
import gossamer.jvm.channel.DirectTarget;
import gossamer.jvm.channel.PeerPort;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.webrtc.CloseReason;
import gossamer.webrtc.Connection;
import gossamer.webrtc.ConnectionEvent;
import gossamer.webrtc.PeerConnection;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to reach a master by a data channel: asks where it takes them, then dials as a
 * browser does, with a certificate of its own. Lives on the peer's loop; ends in exactly one call
 * of {@link Outcome#opened} or {@link Outcome#failed}, unless it is cancelled.
 */
final class DirectAttempt {
  private static final Logger log = LoggerFactory.getLogger(DirectAttempt.class);
  private static final InetAddress ANYWHERE = InetAddress.ofLiteral("0.0.0.0");

  /** Who is told how it goes. */
  interface Outcome {
    /** The door is known and is being dialled. */
    void dialling();

    /** The channel is open; its events are told to what is returned. */
    DirectPort.Events opened(DirectPort.Channel channel);

    /** There will be no channel. */
    void failed(DirectResult why);
  }

  private record Door(Optional<DirectAddress> at, EngineFactory dtls) {}

  private final EventLoop loop;
  private final Outcome outcome;
  private final Pipes pipes;
  private @Nullable PeerPort port;
  private boolean ended;
  private boolean cancelled;

  DirectAttempt(EventLoop loop, Outcome outcome) {
    this.loop = loop;
    this.outcome = outcome;
    this.pipes = new Pipes(this::opened, this::flush);
  }

  /** Starts the attempt. */
  void start(DirectDialling dialling, String webSocket) {
    CompletableFuture<Optional<DirectAddress>> found =
        dialling
            .lookup()
            .find(webSocket)
            .toCompletableFuture()
            .completeOnTimeout(Optional.empty(), dialling.lookupMillis(), TimeUnit.MILLISECONDS);
    found
        .thenApplyAsync(at -> new Door(at, new EngineFactory(HostCertificate.generate())))
        .whenComplete((door, failure) -> onLoop(() -> dial(door, failure)));
  }

  private void onLoop(Runnable action) {
    try {
      loop.execute(action);
    } catch (RejectedExecutionException e) {
      log.debug("the loop ended while a master was asked for its door");
    }
  }

  private void dial(@Nullable Door door, @Nullable Throwable failure) {
    if (ended) {
      return;
    }
    if (door == null || door.at.isEmpty()) {
      log.debug("no door", failure);
      fail(DirectResult.NO_DOOR);
      return;
    }
    DirectAddress at = door.at.get();
    DirectTarget target = new DirectTarget(at.at(), at.fingerprint(), at.token());
    outcome.dialling();
    CompletionStage<PeerPort> dialled =
        DirectDial.dial(
            loop,
            ANYWHERE,
            target,
            new DirectDial.Caller(PeerConnection.Settings.OFFERING, door.dtls, this::happened));
    dialled.whenCompleteAsync(
        (made, trouble) -> {
          port = made;
          if (trouble != null) {
            log.debug("no socket to dial from", trouble);
            fail(DirectResult.FAILED);
          } else if (cancelled) {
            made.close();
          }
        },
        loop);
  }

  /** Gives up without a call of the outcome. */
  void cancel() {
    ended = true;
    cancelled = true;
    PeerPort made = port;
    if (made != null) {
      made.close();
    }
  }

  private void fail(DirectResult why) {
    if (!ended) {
      ended = true;
      outcome.failed(why);
    }
  }

  private DirectPort.Events opened(DirectPort.Channel channel) {
    ended = true;
    return outcome.opened(channel);
  }

  private void flush() {
    PeerPort made = port;
    if (made != null) {
      made.flush();
    }
  }

  private void happened(Connection connection, ConnectionEvent event, long nowMicros) {
    if (cancelled) {
      return;
    }
    pipes.happened(connection, event, nowMicros);
    if (event instanceof ConnectionEvent.Closed(CloseReason reason)) {
      fail(reason == CloseReason.REFUSED ? DirectResult.WRONG_CERTIFICATE : DirectResult.FAILED);
    }
  }
}
