package gossamer.jvm;

import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport of one link: a WebSocket (RFC 6455) of sub-protocol {@link #PROTOCOL} on which each
 * binary message is one frame of at most {@link Limits#FRAME} bytes. Lives on the peer's loop.
 */
final class WebSocketLink extends SimpleChannelInboundHandler<WebSocketFrame> implements FrameLink {
  /** The name of the sub-protocol. */
  static final String PROTOCOL = "gossamer";

  private static final Logger log = LoggerFactory.getLogger(WebSocketLink.class);

  private final int number;
  private final Channel channel;
  private final Owner owner;
  private final Traffic traffic;
  private boolean closing;
  private boolean unflushed;

  WebSocketLink(int number, Channel channel, Owner owner, Traffic traffic) {
    this.number = number;
    this.channel = channel;
    this.owner = owner;
    this.traffic = traffic;
  }

  @Override
  public int number() {
    return number;
  }

  /** Takes over a channel whose upgrade is done. */
  void attach() {
    channel
        .config()
        .setWriteBufferWaterMark(
            new WriteBufferWaterMark(HostLimits.BACKLOG / 2, HostLimits.BACKLOG));
    channel.pipeline().addLast(new WebSocketFrameAggregator(Limits.FRAME), this);
  }

  @Override
  public void send(byte[] frame) {
    if (!closing) {
      traffic.sent(frame.length);
      unflushed = true;
      channel.write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(frame)), channel.voidPromise());
    }
  }

  @Override
  public void flush() {
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
  }

  @Override
  public void close() {
    if (!closing) {
      shut(WebSocketCloseStatus.NORMAL_CLOSURE);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame) {
      remoteCloses();
    } else if (closing || frame instanceof PongWebSocketFrame) {
      return;
    } else if (frame instanceof BinaryWebSocketFrame) {
      byte[] bytes = ByteBufUtil.getBytes(frame.content());
      traffic.received(bytes.length);
      owner.frame(this, bytes);
    } else if (frame instanceof PingWebSocketFrame) {
      ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()), ctx.voidPromise());
    } else {
      traffic.breach();
      fail(WebSocketCloseStatus.INVALID_MESSAGE_TYPE, ErrorCode.UNEXPECTED);
    }
  }

  private void remoteCloses() {
    if (closing) {
      channel.close();
    } else {
      shut(WebSocketCloseStatus.NORMAL_CLOSURE);
      owner.closed(this, ErrorCode.CLOSED);
    }
  }

  private void fail(WebSocketCloseStatus status, ErrorCode reason) {
    if (!closing) {
      shut(status);
      owner.closed(this, reason);
    }
  }

  /**
   * Says goodbye and leaves the other side a moment to take it in: a connection that is closed with
   * bytes unread is reset, and then the last frames are lost.
   */
  private void shut(WebSocketCloseStatus status) {
    closing = true;
    channel.writeAndFlush(new CloseWebSocketFrame(status), channel.voidPromise());
    channel
        .eventLoop()
        .schedule(() -> channel.close(), HostLimits.CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (!channel.isWritable() && !closing) {
      closing = true;
      traffic.slowReader();
      channel.close();
      owner.closed(this, ErrorCode.LIMIT);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!closing) {
      closing = true;
      owner.closed(this, ErrorCode.CLOSED);
    }
    owner.gone(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case TooLongFrameException e -> tooLong();
      case CorruptedWebSocketFrameException e
          when e.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ->
          tooLong();
      case CorruptedWebSocketFrameException e -> {
        traffic.breach();
        fail(WebSocketCloseStatus.PROTOCOL_ERROR, ErrorCode.MALFORMED);
      }
      case IOException e -> channel.close();
      default -> {
        log.error("link {} fails", number, cause);
        channel.close();
      }
    }
  }

  private void tooLong() {
    if (!closing) {
      traffic.oversizedMessage();
      fail(WebSocketCloseStatus.MESSAGE_TOO_BIG, ErrorCode.TOO_LARGE);
    }
  }
}
