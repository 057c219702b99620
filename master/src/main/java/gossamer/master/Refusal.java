package gossamer.master;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;

/** Why a request is not served: what the client is told, and what is counted. */
enum Refusal {
  BAD_REQUEST(400, "bad-request", "the request cannot be understood"),
  TOO_LARGE(431, "too-large", "the request is larger than this master reads"),
  WRONG_HOST(
      421,
      "wrong-host",
      "this master does not answer under that name; it can be told to with --authority"),
  ORIGIN_REFUSED(403, "origin-refused", "this origin is not let in; it can be with --allow-origin"),
  NOT_FOUND(404, "not-found", "there is nothing here"),
  METHOD(405, "method-not-allowed", "only GET and HEAD are allowed"),
  UPGRADE_REQUIRED(
      426,
      "upgrade-required",
      "only WebSockets (version 13) of sub-protocol gossamer are served here"),
  LINKS_EXHAUSTED(503, "limit", "this master keeps as many links as it can"),
  NOT_READY(503, "not-ready", "this master is still starting"),
  FAILED(503, "failed", "this master has met an error of its own and must be started anew"),
  DRAINING(503, "draining", "this master is shutting down; another one should be used");

  private static final String RETRY_SECONDS = "5";

  private final int status;
  private final String code;
  private final String reason;

  Refusal(int status, String code, String reason) {
    this.status = status;
    this.code = code;
    this.reason = reason;
  }

  HttpResponseStatus status() {
    return HttpResponseStatus.valueOf(status);
  }

  /** The error in kebab case. */
  String code() {
    return code;
  }

  /** A few words for a person. */
  String reason() {
    return reason;
  }

  /** Further headers of the answer. */
  Map<String, String> headers() {
    return switch (status) {
      case 405 -> Map.of("allow", "GET, HEAD");
      case 426 -> Map.of("upgrade", "websocket", "sec-websocket-version", "13");
      case 503 -> Map.of("retry-after", RETRY_SECONDS);
      default -> Map.of();
    };
  }
}
