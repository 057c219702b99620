package gossamer.jvm;

import gossamer.jvm.net.Loops;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to open a WebSocket to a master. Lives on the peer's loop; only names are looked up
 * elsewhere. Ends in exactly one call of its {@link Outcome}, at most {@link
 * HostLimits#DIAL_MILLIS} after the start, unless it is cancelled.
 */
final class WebSocketDial {
  private static final Logger log = LoggerFactory.getLogger(WebSocketDial.class);

  /** Who is told how the attempt ended. */
  interface Outcome {
    /** The upgrade is done; the channel's pipeline speaks WebSocket frames. */
    void opened(Channel channel, String authority);

    /** There is no connection. */
    void failed(ErrorCode reason);
  }

  private final DialAddress address;
  private final EventLoop loop;
  private final @Nullable SslContext tls;
  private final Outcome outcome;
  private final ArrayDeque<InetAddress> candidates = new ArrayDeque<>();
  private @Nullable Channel channel;
  private boolean started;
  private boolean connected;
  private boolean ended;

  /**
   * Prepares an attempt.
   *
   * @param tls what wss is dialled with; null for ws
   */
  WebSocketDial(DialAddress address, EventLoop loop, @Nullable SslContext tls, Outcome outcome) {
    this.address = address;
    this.loop = loop;
    this.tls = tls;
    this.outcome = outcome;
  }

  /** Starts the attempt; once. */
  void start() {
    if (started) {
      return;
    }
    started = true;
    loop.schedule(this::expire, HostLimits.DIAL_MILLIS, TimeUnit.MILLISECONDS);
    Thread.ofVirtual().name("gossamer-lookup").start(this::lookUp);
  }

  /** Gives up without a call of the outcome. */
  void cancel() {
    ended = true;
    closeChannel();
  }

  private void lookUp() {
    List<InetAddress> found;
    try {
      found = List.of(InetAddress.getAllByName(address.bareHost()));
    } catch (UnknownHostException e) {
      found = List.of();
    }
    List<InetAddress> known = found.subList(0, Math.min(found.size(), HostLimits.DIAL_ADDRESSES));
    try {
      loop.execute(() -> {
        candidates.addAll(known);
        connectNext();
      });
    } catch (RejectedExecutionException e) {
      log.debug("the loop ended while {} was looked up", address.host());
    }
  }

  private void connectNext() {
    InetAddress next = candidates.poll();
    if (ended) {
      return;
    }
    if (next == null) {
      fail(ErrorCode.CONNECT_FAILED);
      return;
    }
    ChannelFuture attempt =
        new Bootstrap()
            .group(loop)
            .channel(Loops.socketChannel(loop))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, HostLimits.CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(initializer())
            .connect(new InetSocketAddress(next, address.port()));
    channel = attempt.channel();
    attempt.addListener(done -> {
      if (ended) {
        closeChannel();
      } else if (done.isSuccess()) {
        connected = true;
      } else {
        connectNext();
      }
    });
  }

  private ChannelInitializer<Channel> initializer() {
    WebSocketClientHandshaker handshaker = new Handshaker(address);
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel fresh) {
        if (tls != null) {
          fresh
              .pipeline()
              .addLast(tls.newHandler(fresh.alloc(), address.bareHost(), address.port()));
        }
        fresh
            .pipeline()
            .addLast(
                new HttpClientCodec(),
                new HttpObjectAggregator(HostLimits.UPGRADE_ANSWER),
                new UpgradeAnswer(handshaker, WebSocketDial.this));
      }
    };
  }

  /** The master agreed to speak WebSocket. */
  void upgraded(Channel open) {
    if (!ended) {
      ended = true;
      outcome.opened(open, address.authority());
    }
  }

  /** The attempt is over. */
  void fail(ErrorCode reason) {
    if (!ended) {
      ended = true;
      closeChannel();
      outcome.failed(reason);
    }
  }

  private void expire() {
    fail(connected ? ErrorCode.MASTER_SILENT : ErrorCode.TIMEOUT);
  }

  private void closeChannel() {
    Channel open = channel;
    if (open != null) {
      open.close();
    }
  }

  /** Netty's handshake, without the Origin header that only browsers have a use for. */
  private static final class Handshaker extends WebSocketClientHandshaker13 {
    Handshaker(DialAddress address) {
      super(
          address.uri(),
          WebSocketVersion.V13,
          WebSocketLink.PROTOCOL,
          false,
          new DefaultHttpHeaders(),
          Limits.FRAME);
    }

    @Override
    protected FullHttpRequest newHandshakeRequest() {
      FullHttpRequest request = super.newHandshakeRequest();
      request.headers().remove(HttpHeaderNames.ORIGIN);
      return request;
    }

    @Override
    protected WebSocketFrameDecoder newWebsocketDecoder() {
      return new WebSocket13FrameDecoder(
          WebSocketDecoderConfig.newBuilder()
              .expectMaskedFrames(false)
              .allowExtensions(false)
              .maxFramePayloadLength(Limits.FRAME)
              .closeOnProtocolViolation(false)
              .withUTF8Validator(false)
              .build());
    }
  }
}
