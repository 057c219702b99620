package gossamer.master;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells by its first two bytes what a TCP connection speaks: a packet of ICE begins with its length
 * (RFC 4571), which is 20 or more and small; a client of TURN with the type of a request, which is
 * less than 20; TLS begins with 22, HTTP with a letter.
 */
final class FirstByte extends ChannelInboundHandlerAdapter {
  /** The first packet is a STUN check, never longer than 511 bytes. */
  private static final int HIGHEST = 1;

  /** Bytes of the shortest STUN message; the type of every request is below it. */
  private static final int SHORTEST = 20;

  private final Doors doors;
  private @Nullable ByteBuf held;

  /**
   * Who takes a connection over, and puts its handlers last.
   *
   * @param http what begins with anything else: TLS and HTTP
   * @param ice null takes no packets of ICE: they are {@code http}'s
   * @param turn null takes no clients of TURN: they are {@code http}'s
   */
  record Doors(
      Consumer<ChannelPipeline> http,
      @Nullable Consumer<SocketChannel> ice,
      @Nullable Consumer<SocketChannel> turn) {}

  /** For one connection. */
  FirstByte(Doors doors) {
    this.doors = doors;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    ByteBuf before = held;
    ByteBuf all = before == null ? bytes : Unpooled.wrappedBuffer(before, bytes);
    held = null;
    boolean small = all.isReadable() && all.getUnsignedByte(all.readerIndex()) <= HIGHEST;
    if (!all.isReadable() || small && all.readableBytes() < Short.BYTES) {
      held = all; // The deadline of a request ends this if it lasts.
      return;
    }
    ChannelPipeline pipeline = ctx.pipeline();
    Consumer<SocketChannel> door = small ? doorOf(all) : null;
    if (door != null && ctx.channel() instanceof SocketChannel connection) {
      pipeline.remove(IdleStateHandler.class);
      pipeline.remove(RequestDeadline.class);
      door.accept(connection);
    } else {
      doors.http.accept(pipeline);
    }
    ctx.fireChannelRead(all);
    pipeline.remove(this);
  }

  private @Nullable Consumer<SocketChannel> doorOf(ByteBuf first) {
    boolean isType = first.getUnsignedShort(first.readerIndex()) < SHORTEST;
    return isType && doors.turn != null ? doors.turn : doors.ice;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    ByteBuf rest = held;
    held = null;
    if (rest != null) {
      rest.release();
    }
  }
}
