package gossamer.master;

import gossamer.master.turn.TurnService;
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
  /**
   * What is spoken on a connection.
   *
   * @param tls null serves plain text
   * @param direct null takes neither packets of ICE nor clients of TURN
   */
  record Protocols(
      RequestRouter router, @Nullable SslContext tls, @Nullable DirectService direct) {}

  private final Protocols protocols;
  private final Counters counters;
  private final SourceLimit limit;
  private final SocketBytes bytes;
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /** Prepares for connections. */
  Connections(Protocols protocols, Counters counters, SourceLimit limit) {
    this.protocols = protocols;
    this.counters = counters;
    this.limit = limit;
    this.bytes = new SocketBytes(counters);
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
    DirectService direct = protocols.direct;
    if (direct == null) {
      addTls(pipeline);
    } else {
      TurnService turn = direct.turn();
      pipeline.addLast(
          new FirstByte(
              new FirstByte.Doors(
                  this::addTls,
                  direct::adopt,
                  turn == null ? null : connection -> turn.adopt(connection, false))));
    }
  }

  private void addTls(ChannelPipeline pipeline) {
    SslContext tls = protocols.tls;
    if (tls == null) {
      addHttp(pipeline);
      return;
    }
    pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
    TurnService turn = protocols.direct == null ? null : protocols.direct.turn();
    if (turn == null) {
      addHttp(pipeline);
    } else {
      // Inside of TLS too: who gets out by 443/tcp alone still finds a relay.
      pipeline.addLast(
          new FirstByte(
              new FirstByte.Doors(
                  this::addHttp, null, connection -> turn.adopt(connection, true))));
    }
  }

  private void addHttp(ChannelPipeline pipeline) {
    pipeline.addLast(new HttpServerCodec(http()));
    pipeline.addLast(new HttpObjectAggregator(MasterLimits.REQUEST_BODY, true));
    pipeline.addLast(protocols.router);
  }

  static HttpDecoderConfig http() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(MasterLimits.REQUEST_LINE)
        .setMaxHeaderSize(MasterLimits.REQUEST_HEADERS);
  }
}
