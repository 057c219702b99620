package gossamer.jvm.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Cuts one connection into packets (RFC 4571, section 2) and watches its silence. */
final class FrameReader extends ByteToMessageDecoder {
  private static final int LENGTH = 2;

  private final StreamPort port;
  private final InetSocketAddress from;
  private boolean isAdmitted;
  private boolean isOver;
  private long lastMicros;
  private @Nullable ScheduledFuture<?> watch;

  FrameReader(StreamPort port, InetSocketAddress from) {
    this.port = port;
    this.from = from;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    lastMicros = Loops.micros();
    watch(context, port.limits().admissionMillis() * 1000);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    ScheduledFuture<?> running = watch;
    if (running != null) {
      running.cancel(false);
    }
  }

  private void watch(ChannelHandlerContext context, long micros) {
    watch = context.executor().schedule(() -> look(context), micros, TimeUnit.MICROSECONDS);
  }

  private void look(ChannelHandlerContext context) {
    long rest = lastMicros + port.limits().idleMillis() * 1000 - Loops.micros();
    if (!isAdmitted) {
      end(context, PortDrop.NOT_ADMITTED);
    } else if (rest <= 0) {
      end(context, PortDrop.IDLE);
    } else {
      watch(context, rest);
    }
  }

  private void end(ChannelHandlerContext context, PortDrop reason) {
    isOver = true;
    port.counters().drop(reason);
    context.close();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (isOver) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < LENGTH) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex());
    if (length == 0 || length > NetLimits.PACKET) {
      end(context, PortDrop.SIZE);
      return;
    }
    if (in.readableBytes() < LENGTH + length) {
      return;
    }
    ByteBuffer packet = in.internalNioBuffer(in.readerIndex() + LENGTH, length);
    take(context, packet);
    in.skipBytes(LENGTH + length);
  }

  private void take(ChannelHandlerContext context, ByteBuffer packet) {
    PacketKind kind = PacketKind.of(packet);
    if (!isAdmitted && kind != PacketKind.STUN) {
      end(context, PortDrop.NOT_ADMITTED);
    } else if (kind == PacketKind.OTHER) {
      port.counters().drop(PortDrop.UNKNOWN_KIND);
    } else {
      isAdmitted = true;
      lastMicros = Loops.micros();
      port.deliver(packet, from);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    port.turnEnded();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      context.fireExceptionCaught(cause);
    }
    context.close(); // A connection that breaks is a path that is gone; its close is told.
  }
}
