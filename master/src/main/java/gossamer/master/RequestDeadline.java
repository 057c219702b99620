package gossamer.master;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which a request, once begun, does not end in time, however steadily its
 * bytes drip in; and idle ones.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  private final Counters counters;
  private @Nullable ScheduledFuture<?> timer;

  RequestDeadline(Counters counters) {
    this.counters = counters;
  }

  /** A whole request was read. */
  void requestEnds() {
    ScheduledFuture<?> running = timer;
    if (running != null) {
      running.cancel(false);
      timer = null;
    }
  }

  private void requestBegins(ChannelHandlerContext ctx) {
    if (timer == null) {
      timer =
          ctx.executor()
              .schedule(() -> expire(ctx), MasterLimits.REQUEST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void expire(ChannelHandlerContext ctx) {
    counters.timeouts().increment();
    ctx.close();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    requestBegins(ctx);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    requestBegins(ctx);
    ctx.fireChannelRead(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      expire(ctx);
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    requestEnds();
  }
}
