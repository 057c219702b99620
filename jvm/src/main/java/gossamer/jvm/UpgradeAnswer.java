package gossamer.jvm;

import gossamer.peer.wire.ErrorCode;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.ssl.SslHandler;

/** Asks for the upgrade of a dialled connection and takes the answer. */
final class UpgradeAnswer extends SimpleChannelInboundHandler<FullHttpResponse> {
  private final WebSocketClientHandshaker handshaker;
  private final WebSocketDial dial;

  UpgradeAnswer(WebSocketClientHandshaker handshaker, WebSocketDial dial) {
    this.handshaker = handshaker;
    this.dial = dial;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null) {
      handshaker.handshake(ctx.channel());
    } else {
      tls.handshakeFuture()
          .addListener(done -> {
            if (done.isSuccess()) {
              handshaker.handshake(ctx.channel());
            } else {
              dial.fail(ErrorCode.CONNECT_FAILED);
            }
          });
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse answer) {
    HttpResponseStatus status = answer.status();
    if (!status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      dial.fail(reason(status));
      return;
    }
    try {
      handshaker.finishHandshake(ctx.channel(), answer);
    } catch (WebSocketHandshakeException e) {
      dial.fail(ErrorCode.CONNECT_FAILED); // A false key or another sub-protocol: no master.
      return;
    }
    dial.upgraded(ctx.channel());
    ctx.pipeline().remove(this);
  }

  private static ErrorCode reason(HttpResponseStatus status) {
    return switch (status.code()) {
      case 403, 421 -> ErrorCode.REFUSED;
      case 429, 503 -> ErrorCode.LIMIT;
      default -> ErrorCode.CONNECT_FAILED;
    };
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    dial.fail(ErrorCode.CONNECT_FAILED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    dial.fail(ErrorCode.CONNECT_FAILED);
  }
}
