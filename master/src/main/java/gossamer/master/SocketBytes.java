package gossamer.master;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Counts every byte that passes through a TCP connection, whatever it means. */
@Sharable
final class SocketBytes extends ChannelDuplexHandler {
  private final Counters counters;

  SocketBytes(Counters counters) {
    this.counters = counters;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      counters.socketBytesIn().add(bytes.readableBytes());
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      counters.socketBytesOut().add(bytes.readableBytes());
    }
    ctx.write(message, promise);
  }
}
