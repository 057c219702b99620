package gossamer.master;

import gossamer.jvm.DirectAddress;
import gossamer.jvm.PeerHost;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of a master's public port. Lives on the peer's loop. */
@Sharable
final class RequestRouter extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger log = LoggerFactory.getLogger(RequestRouter.class);

  /** What requests are answered from. */
  record Services(
      PeerHost host,
      Readiness readiness,
      Authorities authorities,
      OriginPolicy origins,
      StaticSite site,
      Descriptor descriptor,
      @Nullable DirectDoor direct,
      @Nullable IceServers ice,
      Counters counters) {}

  private final Services services;
  private final Counters counters;
  private final UpgradeDoor door;

  RequestRouter(Services services) {
    this.services = services;
    this.counters = services.counters;
    this.door =
        new UpgradeDoor(services.host, services.readiness, services.origins, services.counters);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    RequestDeadline deadline = ctx.pipeline().get(RequestDeadline.class);
    if (deadline != null) {
      deadline.requestEnds();
    }
    counters.requests().increment();
    FullHttpResponse response = respond(ctx, request);
    if (response != null) {
      Responses.send(ctx, request, response);
    }
  }

  /** The answer, or null when the connection is upgraded. */
  private @Nullable FullHttpResponse respond(ChannelHandlerContext ctx, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      boolean tooLong = request.decoderResult().cause() instanceof TooLongFrameException;
      return refuse(tooLong ? Refusal.TOO_LARGE : Refusal.BAD_REQUEST);
    }
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      return refuse(Refusal.METHOD);
    }
    String path = path(request.uri());
    return switch (path) {
      case "/healthz" -> healthy();
      case "/readyz" -> ready();
      default -> respond(ctx, request, path);
    };
  }

  /** What is answered only under one of the master's own names. */
  private @Nullable FullHttpResponse respond(
      ChannelHandlerContext ctx, FullHttpRequest request, String path) {
    Authorities.Own own = services.authorities.find(request.headers().get(HttpHeaderNames.HOST));
    if (own == null) {
      return refuse(Refusal.WRONG_HOST);
    }
    if (path.equals(MasterAddress.PATH)) {
      Refusal refusal = door.open(ctx, request, own);
      return refusal == null ? null : refuse(refusal);
    }
    return path.equals(Descriptor.PATH) ? descriptor(ctx, request, own) : file(path, request);
  }

  private static String path(String uri) {
    int question = uri.indexOf('?');
    return question < 0 ? uri : uri.substring(0, question);
  }

  /** The process answers; it is of no use any more when its peer has stopped. */
  private FullHttpResponse healthy() {
    return services.host.failure().isCompletedExceptionally()
        ? refuse(Refusal.FAILED)
        : Responses.text(HttpResponseStatus.OK, "ok");
  }

  private FullHttpResponse ready() {
    Refusal refusal = services.readiness.refusal();
    return refusal == null
        ? Responses.text(HttpResponseStatus.OK, "ready")
        : Responses.refusal(refusal);
  }

  private FullHttpResponse file(String path, FullHttpRequest request) {
    StaticFile file = services.site.find(path);
    return file == null ? refuse(Refusal.NOT_FOUND) : Responses.file(file, request);
  }

  private FullHttpResponse descriptor(
      ChannelHandlerContext ctx, FullHttpRequest request, Authorities.Own own) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (!services.origins.allows(origin, request.headers().get(HttpHeaderNames.HOST, ""))) {
      return refuse(Refusal.ORIGIN_REFUSED);
    }
    DirectAddress direct = direct(ctx);
    Descriptor.Signed signed =
        services.descriptor.current(
            services.host.peer(), own, direct, ice(ctx, direct, own.authority()));
    if (signed == null) {
      return refuse(Refusal.NOT_READY);
    }
    FullHttpResponse response = Responses.file(signed.file(), request);
    response.headers().set(Descriptor.SIGNATURE, signed.signature());
    response.headers().add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    if (origin != null) {
      response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      response.headers().set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, Descriptor.SIGNATURE);
    }
    return response;
  }

  private @Nullable DirectAddress direct(ChannelHandlerContext ctx) {
    boolean ip = ctx.channel().localAddress() instanceof InetSocketAddress;
    return services.direct == null || !ip
        ? null
        : services.direct.seenAt(((InetSocketAddress) ctx.channel().localAddress()).getAddress());
  }

  private List<IceServers.Server> ice(
      ChannelHandlerContext ctx, @Nullable DirectAddress direct, String authority) {
    IceServers servers = services.ice;
    if (servers == null
        || direct == null
        || !(ctx.channel().remoteAddress() instanceof InetSocketAddress asker)) {
      return List.of();
    }
    long seconds = System.currentTimeMillis() / 1_000;
    return List.of(servers.seenBy(asker.getAddress(), direct, authority, seconds));
  }

  private FullHttpResponse refuse(Refusal refusal) {
    counters.refused(refusal).increment();
    return Responses.refusal(refusal);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!(cause instanceof IOException)) {
      log.debug("a connection fails", cause);
    }
    ctx.close();
  }
}
