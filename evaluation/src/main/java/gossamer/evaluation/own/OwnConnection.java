package gossamer.evaluation.own;

import gossamer.evaluation.endpoint.Candidate;
import gossamer.evaluation.endpoint.ChannelOptions;
import gossamer.evaluation.endpoint.EndpointException;
import gossamer.evaluation.endpoint.PeerStack;
import gossamer.jvm.channel.PeerPort;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.webrtc.ConnectionEvent;
import gossamer.webrtc.PeerConnection;
import gossamer.webrtc.PeerEvent;
import gossamer.webrtc.channel.ChannelEvent;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.sctp.Delivery;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A peer connection of ours. Its sockets are bound when its role is known. */
final class OwnConnection implements PeerStack.Connection {
  private static final long PATIENCE_SECONDS = 10;

  private final EventLoop loop;
  private final EngineFactory dtls;
  private final PeerStack.Events events;
  private final ReentrantLock binding = new ReentrantLock();
  private @Nullable PeerPort port;

  /** By channel; used on the loop only. */
  private final Map<DataChannel, OwnChannel> channels = new HashMap<>();

  OwnConnection(EventLoop loop, EngineFactory dtls, PeerStack.Events events) {
    this.loop = loop;
    this.dtls = dtls;
    this.events = events;
  }

  /** What is done with the connection on its loop. */
  @FunctionalInterface
  interface Use<T> {
    T with(PeerConnection connection, long nowMicros) throws Exception;
  }

  private PeerPort port(PeerConnection.Settings settings) {
    binding.lock();
    try {
      if (port == null) {
        var identity = new PeerPort.Identity(settings, dtls, this::happened);
        port =
            await(
                PeerPort.bind(loop, InetAddress.ofLiteral("0.0.0.0"), identity)
                    .toCompletableFuture());
      }
      return port;
    } finally {
      binding.unlock();
    }
  }

  private <T> T use(PeerConnection.Settings settings, Use<T> work) {
    PeerPort bound = port(settings);
    return await(
        loop.submit(() -> {
          T result = work.with(bound.connection(), System.nanoTime() / 1_000);
          bound.flush();
          return result;
        }));
  }

  private static <T> T await(Future<T> result) {
    try {
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new EndpointException("gossamer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EndpointException("interrupted", e);
    }
  }

  @Override
  public PeerStack.Channel channel(ChannelOptions options) {
    var delivery =
        new Delivery(
            options.ordered(),
            options.maxRetransmits().orElse(-1),
            options.maxPacketLifeTime().orElse(-1));
    var wanted =
        options.streamId().isPresent()
            ? gossamer.webrtc.channel.ChannelOptions.negotiated(
                options.label(), options.streamId().getAsInt())
            : gossamer.webrtc.channel.ChannelOptions.named(options.label());
    return use(
        PeerConnection.Settings.OFFERING,
        (connection, now) -> own(connection.open(wanted.with(delivery), now).orElseThrow()));
  }

  private OwnChannel own(DataChannel channel) {
    return channels.computeIfAbsent(channel, it -> new OwnChannel(this, it));
  }

  @Override
  public String offer() {
    return use(PeerConnection.Settings.OFFERING, (connection, now) -> connection.createOffer());
  }

  @Override
  public String answer(String offer) {
    return use(
        PeerConnection.Settings.ANSWERING, (connection, now) -> connection.answer(offer, now));
  }

  @Override
  public void accept(String answer) {
    use(
        PeerConnection.Settings.OFFERING,
        (connection, now) -> {
          connection.setAnswer(answer, now);
          return answer;
        });
  }

  @Override
  public void candidate(Candidate candidate) {
    use(
        PeerConnection.Settings.ANSWERING,
        (connection, now) -> connection.addCandidate(candidate.candidate(), now));
  }

  @Override
  public void close() {
    use(
        PeerConnection.Settings.OFFERING,
        (connection, now) -> {
          connection.close(now);
          return now;
        });
  }

  /** What is done on the loop without a result. */
  @FunctionalInterface
  interface Step {
    void with(PeerConnection connection, long nowMicros);
  }

  /** Runs on the loop, with the connection, soon. */
  void soon(Step work) {
    PeerPort bound = port(PeerConnection.Settings.OFFERING);
    loop.execute(() -> {
      work.with(bound.connection(), System.nanoTime() / 1_000);
      bound.flush();
    });
  }

  /** Runs on the loop and waits for its result. */
  <T> T now(Use<T> work) {
    return use(PeerConnection.Settings.OFFERING, work);
  }

  private void happened(PeerPort from, PeerEvent event, long now) {
    switch (event) {
      case PeerEvent.CandidateFound(var text) -> events.candidate(new Candidate(text, "0", 0));
      case PeerEvent.GatheringDone() -> events.gathered();
      case PeerEvent.Happened(ConnectionEvent.Channel(var of)) -> take(from, of, now);
      case PeerEvent.Happened ignored -> {}
      case PeerEvent.ServerFailed ignored -> {}
    }
  }

  private void take(PeerPort from, ChannelEvent event, long now) {
    switch (event) {
      case ChannelEvent.Opened(var channel) -> opened(from, channel);
      case ChannelEvent.Announced(var channel) -> {
        events.channel(own(channel));
        opened(from, channel);
      }
      case ChannelEvent.Received(var channel, var text, var data) ->
          events.message(channel.options().label(), data);
      case ChannelEvent.BufferedAmountLow(var channel) -> {
        own(channel).pump(from.connection(), now);
        events.drained(channel.options().label());
      }
      case ChannelEvent.Writable() ->
          channels.values().forEach(channel -> channel.pump(from.connection(), now));
      case ChannelEvent.Closed(var channel) -> {
        channels.remove(channel);
        events.closed(channel.options().label());
      }
      case ChannelEvent.Up() -> {}
      case ChannelEvent.Ended() -> {}
      case ChannelEvent.Broken ignored -> {}
    }
  }

  private void opened(PeerPort from, DataChannel channel) {
    from.connection().bufferedAmountLow(channel, OwnChannel.LOW);
    events.open(channel.options().label());
  }
}
