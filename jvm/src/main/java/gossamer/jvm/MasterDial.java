package gossamer.jvm;

import gossamer.peer.wire.ErrorCode;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach a master: a data channel where the master takes them, raced by a WebSocket
 * once it has been dialled alone for some time, or has failed. Lives on the peer's loop. Ends in
 * exactly one call of its {@link Outcome}, unless it is cancelled.
 */
final class MasterDial {
  /** Who is told how the attempt ended. */
  interface Outcome extends WebSocketDial.Outcome {
    /** A data channel is open; its events are told to what is returned. */
    DirectPort.Events opened(DirectPort.Channel channel);
  }

  private final DialAddress address;
  private final EventLoop loop;
  private final Outcome outcome;
  private final Traffic traffic;
  private @Nullable DirectAttempt direct;
  private @Nullable WebSocketDial webSocket;
  private boolean ended;

  MasterDial(DialAddress address, EventLoop loop, Outcome outcome, Traffic traffic) {
    this.address = address;
    this.loop = loop;
    this.outcome = outcome;
    this.traffic = traffic;
  }

  /**
   * Starts the attempt.
   *
   * @param dialling null dials only the WebSocket
   * @param tls what wss is dialled with; null for ws
   */
  void start(@Nullable DirectDialling dialling, @Nullable SslContext tls) {
    webSocket = new WebSocketDial(address, loop, tls, new WebSocketOutcome());
    if (dialling == null) {
      webSocket.start();
      return;
    }
    DirectAttempt attempt = new DirectAttempt(loop, new DirectOutcome(dialling.headStartMillis()));
    direct = attempt;
    attempt.start(dialling, address.uri().toString());
  }

  private void dialWebSocket() {
    WebSocketDial dial = webSocket;
    if (!ended && dial != null) {
      dial.start();
    }
  }

  /** Gives up without a call of the outcome. */
  void cancel() {
    ended = true;
    WebSocketDial slower = webSocket;
    if (slower != null) {
      slower.cancel();
    }
    DirectAttempt attempt = direct;
    if (attempt != null) {
      attempt.cancel();
    }
  }

  private final class DirectOutcome implements DirectAttempt.Outcome {
    private final int headStartMillis;

    DirectOutcome(int headStartMillis) {
      this.headStartMillis = headStartMillis;
    }

    @Override
    public void dialling() {
      loop.schedule(MasterDial.this::dialWebSocket, headStartMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public DirectPort.Events opened(DirectPort.Channel channel) {
      direct = null; // It carries the channel from now on: not to be cancelled.
      cancel();
      traffic.direct(DirectResult.OPENED);
      return outcome.opened(channel);
    }

    @Override
    public void failed(DirectResult why) {
      direct = null;
      traffic.direct(why);
      dialWebSocket();
    }
  }

  private final class WebSocketOutcome implements WebSocketDial.Outcome {
    @Override
    public void opened(Channel channel, String authority) {
      overtake();
      outcome.opened(channel, authority);
    }

    @Override
    public void failed(ErrorCode reason) {
      overtake(); // A data channel that is not open by now will not be.
      outcome.failed(reason);
    }

    private void overtake() {
      webSocket = null; // It carries the link from now on, or is gone.
      if (direct != null) {
        traffic.direct(DirectResult.OVERTAKEN);
      }
      cancel();
    }
  }
}
