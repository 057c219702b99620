package gossamer.master;

import gossamer.jvm.DirectAddress;
import gossamer.jvm.DirectLookup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JacksonException;

/**
 * Reads in the network descriptor of another master where it takes data channels. The descriptor's
 * signature is not asked for: it says no more than where to knock, as the URL does, and who opens
 * proves its id by its Hello.
 */
final class DescriptorLookup implements DirectLookup, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  @Override
  public CompletionStage<Optional<DirectAddress>> find(String webSocket) {
    return download(webSocket).thenApply(body -> body.flatMap(DescriptorLookup::direct));
  }

  /** The body of the descriptor; empty where there is none. */
  CompletableFuture<Optional<byte[]>> download(String webSocket) {
    if (!webSocket.endsWith(MasterAddress.PATH)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    URI uri = URI.create(MasterAddress.page(webSocket) + Descriptor.PATH);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
    return client
        .sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MasterLimits.DESCRIPTOR))
        .thenApply(DescriptorLookup::body);
  }

  private static Optional<byte[]> body(HttpResponse<byte[]> answer) {
    return answer.statusCode() == OK ? Optional.of(answer.body()) : Optional.empty();
  }

  private static Optional<DirectAddress> direct(byte[] body) {
    try {
      return Json.textOfFirst(body, "masters", "direct").flatMap(DirectAddress::parse);
    } catch (JacksonException e) {
      return Optional.empty(); // Not JSON, so not a master that takes data channels.
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
