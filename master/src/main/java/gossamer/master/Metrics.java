package gossamer.master;

import gossamer.jvm.DirectResult;
import gossamer.jvm.PeerHost;
import gossamer.jvm.Traffic;
import gossamer.master.turn.TurnService;
import gossamer.peer.Peer;
import gossamer.peer.host.Path;
import gossamer.peer.wire.ErrorCode;
import gossamer.turn.TurnCounters;
import gossamer.turn.TurnRefusal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the counters on a loopback port, as text in the format of Prometheus (version 0.0.4).
 * Lives on the peer's loop.
 */
@Sharable
final class Metrics extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");

  private final PeerHost host;
  private final Counters counters;
  private final @Nullable DirectService direct;

  /**
   * What is served.
   *
   * @param direct null where no data channels are taken
   */
  Metrics(PeerHost host, Counters counters, @Nullable DirectService direct) {
    this.direct = direct;
    this.host = host;
    this.counters = counters;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    Responses.send(ctx, request, respond(request));
  }

  private FullHttpResponse respond(FullHttpRequest request) {
    String asked = request.headers().get(HttpHeaderNames.HOST, "").toLowerCase(Locale.ROOT);
    if (request.decoderResult().isFailure()) {
      return Responses.refusal(Refusal.BAD_REQUEST);
    }
    if (!request.method().equals(HttpMethod.GET)) {
      return Responses.refusal(Refusal.METHOD);
    }
    if (!LOOPBACK.matcher(asked).matches()) {
      return Responses.refusal(Refusal.WRONG_HOST);
    }
    if (!request.uri().equals("/metrics")) {
      return Responses.refusal(Refusal.NOT_FOUND);
    }
    return Responses.of(
        HttpResponseStatus.OK, FORMAT, Unpooled.copiedBuffer(text(), StandardCharsets.US_ASCII));
  }

  /** All counters. */
  String text() {
    Text out = new Text();
    links(out);
    direct(out);
    out.family("gossamer_socket_bytes_total", "counter", "Bytes on public TCP connections.");
    out.value("direction", "in", counters.socketBytesIn().sum());
    out.value("direction", "out", counters.socketBytesOut().sum());
    out.family("gossamer_http_requests_total", "counter", "HTTP requests, upgrades included.");
    out.value(counters.requests().sum());
    out.family("gossamer_http_refusals_total", "counter", "HTTP requests refused.");
    for (Refusal refusal : Refusal.values()) {
      out.value("reason", refusal.code(), counters.refused(refusal).sum());
    }
    out.family("gossamer_upgrades_total", "counter", "WebSockets opened.");
    out.value(counters.upgrades().sum());
    out.family("gossamer_connections_refused_total", "counter", "TCP connections over a limit.");
    out.value(counters.connectionsRefused().sum());
    out.family("gossamer_timeouts_total", "counter", "TCP connections idle or too slow.");
    out.value(counters.timeouts().sum());
    peer(out);
    return out.toString();
  }

  private void links(Text out) {
    Traffic traffic = host.traffic();
    out.family("gossamer_links", "gauge", "Links open or being opened.");
    out.value(host.linkCount());
    out.family(
        "gossamer_websocket_bytes_total",
        "counter",
        "Payloads of frames, by WebSocket or data channel.");
    out.value("direction", "in", traffic.bytesIn());
    out.value("direction", "out", traffic.bytesOut());
    out.family(
        "gossamer_websocket_frames_total", "counter", "Frames, by WebSocket or data channel.");
    out.value("direction", "in", traffic.framesIn());
    out.value("direction", "out", traffic.framesOut());
    out.family("gossamer_websocket_closed_total", "counter", "Links closed for a breach.");
    out.value("reason", "slow-reader", traffic.slowReaders());
    out.value("reason", "too-large", traffic.oversized());
    out.value("reason", "protocol", traffic.breaches());
  }

  private void direct(Text out) {
    out.family("gossamer_transport_links", "gauge", "Open links by what carries them.");
    out.value("transport", "data-channel", host.dataChannelCount());
    out.value("transport", "websocket", host.webSocketCount());
    out.family("gossamer_direct_dials_total", "counter", "Masters dialled by data channel.");
    for (DirectResult result : DirectResult.values()) {
      out.value("result", label(result), host.traffic().directDials(result));
    }
    DirectService taken = direct;
    if (taken != null) {
      out.family("gossamer_direct_refusals_total", "counter", "Packets of data channels refused.");
      for (var reason : gossamer.webrtc.Refusal.values()) {
        out.value("reason", label(reason), taken.refused(reason));
      }
      TurnService turn = taken.turn();
      if (turn != null) {
        turn(out, turn);
      }
    }
  }

  private static void turn(Text out, TurnService turn) {
    TurnCounters counters = turn.counters();
    out.family("gossamer_turn_allocations", "gauge", "Relayed addresses in use.");
    out.value(turn.allocations());
    out.family("gossamer_turn_allocations_total", "counter", "Relayed addresses given out.");
    out.value(counters.allocated());
    out.family("gossamer_turn_expired_total", "counter", "Allocations that were not refreshed.");
    out.value(counters.expired());
    out.family("gossamer_stun_bindings_total", "counter", "Binding requests answered.");
    out.value(counters.bindings());
    out.family("gossamer_turn_packets_total", "counter", "Packets relayed.");
    out.value("direction", "to-peer", counters.packetsToPeers());
    out.value("direction", "to-client", counters.packetsToClients());
    out.family("gossamer_turn_bytes_total", "counter", "Payload relayed.");
    out.value("direction", "to-peer", counters.bytesToPeers());
    out.value("direction", "to-client", counters.bytesToClients());
    out.family(
        "gossamer_turn_shortcuts_total", "counter", "Packets between two clients of this master.");
    out.value(counters.shortcuts());
    out.family("gossamer_turn_refusals_total", "counter", "Requests refused, packets dropped.");
    for (TurnRefusal reason : TurnRefusal.values()) {
      out.value("reason", label(reason), counters.refused(reason));
    }
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void peer(Text out) {
    Peer peer = host.peer();
    out.family("gossamer_neighbours", "gauge", "Authenticated links.");
    out.value(peer.neighbours().size());
    out.family(
        "gossamer_reported_links", "gauge", "Links to other peers, as neighbours report them.");
    for (Path path : Path.values()) {
      if (path != Path.WEBSOCKET) {
        out.value("path", label(path), peer.reportedLinks(path));
      }
    }
    out.family("gossamer_contacts", "gauge", "Verified contacts.");
    out.value(peer.contacts().size());
    out.family("gossamer_errors_total", "counter", "What the peer refused or could not do.");
    for (ErrorCode code : ErrorCode.values()) {
      out.value("code", code.code(), peer.count(code));
    }
  }

  /** Families of samples in the text format. */
  private static final class Text {
    private final StringBuilder out = new StringBuilder(4096);
    private String name = "";

    void family(String family, String type, String help) {
      name = family;
      out.append("# HELP ").append(family).append(' ').append(help).append('\n');
      out.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    }

    void value(long value) {
      out.append(name).append(' ').append(value).append('\n');
    }

    void value(String label, String of, long value) {
      out.append(name).append('{').append(label).append("=\"").append(of).append("\"} ");
      out.append(value).append('\n');
    }

    @Override
    public String toString() {
      return out.toString();
    }
  }
}
