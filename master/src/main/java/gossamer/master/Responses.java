package gossamer.master;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Answers to HTTP requests, each with the headers that keep a page's origin to itself. */
final class Responses {
  /**
   * No inline scripts and no eval. Pages connect to masters whose names are not known beforehand,
   * and load media from the HTTP servers that a site names as its fallback.
   */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; connect-src 'self' ws: wss: http: https:; img-src 'self' data: blob:; "
          + "media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'";

  private Responses() {}

  /** An answer with a body. */
  static FullHttpResponse of(HttpResponseStatus status, String contentType, ByteBuf body) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    return secured(response);
  }

  /** A line of text that must not be cached. */
  static FullHttpResponse text(HttpResponseStatus status, String line) {
    ByteBuf body = Unpooled.copiedBuffer(line + "\n", StandardCharsets.UTF_8);
    FullHttpResponse response = of(status, ContentType.TEXT, body);
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    return response;
  }

  /** A refusal as a short JSON body: {@code {"error": code, "reason": words}}. */
  static FullHttpResponse refusal(Refusal refusal) {
    byte[] json =
        Json.object(out -> {
          out.writeStringProperty("error", refusal.code());
          out.writeStringProperty("reason", refusal.reason());
        });
    FullHttpResponse response =
        of(refusal.status(), ContentType.JSON, Unpooled.wrappedBuffer(json));
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    refusal.headers().forEach((name, value) -> response.headers().set(name, value));
    return response;
  }

  /** A file, or 304 when the client has it already. */
  static FullHttpResponse file(StaticFile file, HttpRequest request) {
    HttpHeaders asked = request.headers();
    boolean compressed = file.compressedFor(asked.get(HttpHeaderNames.ACCEPT_ENCODING));
    String etag = file.etag(compressed);
    ByteBuf body = file.body(compressed);
    boolean known = EntityTags.match(asked.get(HttpHeaderNames.IF_NONE_MATCH), etag);
    FullHttpResponse response =
        known
            ? of(HttpResponseStatus.NOT_MODIFIED, file.contentType(), Unpooled.EMPTY_BUFFER)
            : of(HttpResponseStatus.OK, file.contentType(), body);
    HttpHeaders headers = response.headers();
    // Also in a 304 this is the length that a 200 would have (RFC 9110 §8.6).
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(HttpHeaderNames.ETAG, etag);
    headers.set(HttpHeaderNames.CACHE_CONTROL, file.cacheControl());
    if (file.varies()) {
      headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
    }
    if (compressed) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
    }
    return response;
  }

  /** Sends an answer, and closes the connection when the client does not keep it. */
  static void send(ChannelHandlerContext ctx, HttpRequest request, FullHttpResponse response) {
    boolean keep = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
    HttpUtil.setKeepAlive(response, keep);
    var sent = ctx.writeAndFlush(response);
    if (!keep) {
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static FullHttpResponse secured(FullHttpResponse response) {
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-opener-policy", "same-origin");
    return response;
  }
}
