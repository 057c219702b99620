package gossamer.master;

import gossamer.jvm.PeerHost;
import gossamer.peer.wire.Limits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.timeout.IdleStateHandler;
import org.jspecify.annotations.Nullable;

/** Lets WebSockets in: each becomes a link of the peer. Lives on the peer's loop. */
final class UpgradeDoor {
  private static final String PROTOCOL = "gossamer";

  private final PeerHost host;
  private final Readiness readiness;
  private final OriginPolicy origins;
  private final Counters counters;

  UpgradeDoor(PeerHost host, Readiness readiness, OriginPolicy origins, Counters counters) {
    this.host = host;
    this.readiness = readiness;
    this.origins = origins;
    this.counters = counters;
  }

  /** Upgrades, or says why not; then nothing has been answered yet. */
  @Nullable Refusal open(ChannelHandlerContext ctx, FullHttpRequest request, Authorities.Own own) {
    HttpHeaders headers = request.headers();
    if (!isUpgrade(request)) {
      return Refusal.UPGRADE_REQUIRED;
    }
    String hostHeader = headers.get(HttpHeaderNames.HOST, "");
    if (!origins.allows(headers.get(HttpHeaderNames.ORIGIN), hostHeader)) {
      return Refusal.ORIGIN_REFUSED;
    }
    Refusal refusal = readiness.refusal();
    if (refusal == null) {
      handshake(ctx, request, own.authority());
    }
    return refusal;
  }

  private static boolean isUpgrade(FullHttpRequest request) {
    HttpHeaders headers = request.headers();
    return request.method().equals(HttpMethod.GET)
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, PROTOCOL, false)
        && "13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
        && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY);
  }

  private void handshake(ChannelHandlerContext ctx, FullHttpRequest request, String authority) {
    Channel channel = ctx.channel();
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.remove(IdleStateHandler.class);
    pipeline.remove(RequestDeadline.class);
    WebSocketDecoderConfig limits =
        WebSocketDecoderConfig.newBuilder()
            .allowExtensions(false)
            .maxFramePayloadLength(Limits.FRAME)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();
    new WebSocketServerHandshaker13("", PROTOCOL, limits)
        .handshake(channel, request)
        .addListener(done -> {
          if (!done.isSuccess()) {
            channel.close();
            return;
          }
          pipeline.remove(RequestRouter.class);
          counters.upgrades().increment();
          host.accept(channel, authority);
        });
  }
}
