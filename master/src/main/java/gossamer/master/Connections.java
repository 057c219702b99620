package gossamer.master;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sets up each accepted TCP connection, or closes it when there are too many. */
final class Connections extends ChannelInitializer<Channel> {
  private final RequestRouter router;
  private final Counters counters;
  private final SourceLimit limit;
  private final SocketBytes bytes;
  private final @Nullable SslContext tls;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /**
   * Prepares for connections.
   *
   * @param tls null serves plain text
   */
  Connections(
      RequestRouter router, Counters counters, SourceLimit limit, @Nullable SslContext tls) {
    this.router = router;
    this.counters = counters;
    this.limit = limit;
    this.bytes = new SocketBytes(counters);
    this.tls = tls;
  }

  /** All connections that are open. */
  ChannelGroup open() {
    return open;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!limit.admit(channel)) {
      counters.connectionsRefused().increment();
      channel.close();
      return;
    }
    open.add(channel);
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(bytes);
    pipeline.addLast(
        new IdleStateHandler(true, 0, 0, MasterLimits.IDLE_MILLIS, TimeUnit.MILLISECONDS));
    pipeline.addLast(new RequestDeadline(counters));
    if (tls != null) {
      pipeline.addLast(tls.newHandler(channel.alloc()));
    }
    pipeline.addLast(new HttpServerCodec(http()));
    pipeline.addLast(new HttpObjectAggregator(MasterLimits.REQUEST_BODY, true));
    pipeline.addLast(router);
  }

  static HttpDecoderConfig http() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(MasterLimits.REQUEST_LINE)
        .setMaxHeaderSize(MasterLimits.REQUEST_HEADERS);
  }
}
