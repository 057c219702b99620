package gossamer.master.turn;

import gossamer.jvm.net.NetLimits;
import gossamer.stun.StreamFrame;
import gossamer.stun.StunException;
import gossamer.turn.FiveTuple;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * One client over TCP or TLS: cuts its stream into messages (RFC 8656, section 3.1), and closes it
 * when it has no allocation for long.
 */
final class TurnStream extends ByteToMessageDecoder {
  /** Between two looks whether there is an allocation: seconds. */
  private static final int LOOK = 30;

  private final TurnService service;
  private final FiveTuple tuple;
  private final Channel channel;
  private boolean isOver;
  private boolean isWritten;

  TurnStream(TurnService service, FiveTuple tuple, Channel channel) {
    this.service = service;
    this.tuple = tuple;
    this.channel = channel;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    look();
  }

  private void look() {
    channel
        .eventLoop()
        .schedule(
            () -> {
              if (channel.isActive()) {
                if (service.serves(tuple)) {
                  look();
                } else {
                  channel.close();
                }
              }
            },
            LOOK,
            TimeUnit.SECONDS);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (isOver) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int available = Math.min(in.readableBytes(), NetLimits.PACKET);
    try {
      OptionalInt length = StreamFrame.turn(in.internalNioBuffer(in.readerIndex(), available));
      if (length.isEmpty()) {
        return;
      }
      if (length.getAsInt() > NetLimits.PACKET) {
        end(context);
      } else if (length.getAsInt() <= in.readableBytes()) {
        ByteBuffer message = in.internalNioBuffer(in.readerIndex(), length.getAsInt());
        service.received(message, tuple);
        in.skipBytes(length.getAsInt());
      }
    } catch (StunException e) {
      end(context);
    }
  }

  private void end(ChannelHandlerContext context) {
    isOver = true;
    context.close();
  }

  /** Sends one message at the end of the turn; drops it when the client does not read. */
  void send(ByteBuffer packet) {
    if (channel.isWritable()) {
      ByteBuf copy = channel.alloc().directBuffer(packet.remaining()).writeBytes(packet);
      channel.write(copy, channel.voidPromise());
      if (!isWritten) {
        isWritten = true;
        channel.eventLoop().execute(this::flush);
      }
    }
  }

  private void flush() {
    isWritten = false;
    channel.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException) && !(cause.getCause() instanceof SSLException)) {
      context.fireExceptionCaught(cause);
    }
    context.close();
  }
}
