package gossamer.master;

import gossamer.jvm.Identity;
import gossamer.peer.id.Id;
import gossamer.peer.id.Sha256;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.HelloProof;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Writer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** A WebSocket to a master, by the JDK's client, that speaks whatever a test wants. */
final class TestSocket implements AutoCloseable, WebSocket.Listener {
  private final HttpClient client;
  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final String authority;
  private final WebSocket socket;

  private TestSocket(HttpClient client, URI master, String... headers) throws Exception {
    this.client = client;
    authority = master.getAuthority();
    WebSocket.Builder builder = client.newWebSocketBuilder().subprotocols("gossamer");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket =
        builder
            .buildAsync(URI.create(MasterAddress.webSocket(master)), this)
            .get(10, TimeUnit.SECONDS);
  }

  static TestSocket open(Master master, String... headers) throws Exception {
    return new TestSocket(HttpClient.newHttpClient(), master.localUrl(), headers);
  }

  /** Over TLS that trusts what the context trusts. */
  static TestSocket open(Master master, SSLContext trust) throws Exception {
    return new TestSocket(HttpClient.newBuilder().sslContext(trust).build(), master.localUrl());
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  /** The next frame the master sends. */
  Frame next() throws InterruptedException, TimeoutException, ProtocolException {
    byte[] frame = frames.poll(10, TimeUnit.SECONDS);
    if (frame == null) {
      throw new TimeoutException("no frame");
    }
    return FrameCodec.decode(frame);
  }

  void send(Frame frame) throws Exception {
    sendBinary(FrameCodec.encode(frame), true);
  }

  void sendBinary(byte[] bytes, boolean last) throws Exception {
    socket.sendBinary(ByteBuffer.wrap(bytes), last).get(10, TimeUnit.SECONDS);
  }

  void sendText(String text) throws Exception {
    socket.sendText(text, true).get(10, TimeUnit.SECONDS);
  }

  /** The status with which the master closes. */
  int closeStatus() throws Exception {
    return closed.get(10, TimeUnit.SECONDS);
  }

  /** A Hello of this identity, bound to an authority and the nonce of a Challenge. */
  static Frame.Hello hello(Identity identity, String boundTo, byte[] challenge) {
    long now = System.currentTimeMillis();
    PeerRecord.Claims claims =
        new PeerRecord.Claims(
            PeerKind.JVM,
            identity.signingKey(),
            identity.sealingKey(),
            now,
            now + 3_600_000,
            8,
            null,
            List.of());
    PeerRecord record = PeerRecord.of(claims, identity.sign(PeerRecord.signedBytes(claims)));
    byte[] network =
        Arrays.copyOf(
            Sha256.of(MasterConfig.DEFAULT_NETWORK.getBytes(StandardCharsets.US_ASCII)),
            FrameCodec.NETWORK);
    byte[] binding =
        new Writer().block(boundTo.getBytes(StandardCharsets.US_ASCII)).bytes(challenge).toBytes();
    byte[] signature =
        identity.sign(HelloProof.bytes(network, Id.ofKey(identity.signingKey()), null, binding));
    return new Frame.Hello(network, record, new byte[FrameCodec.NONCE], signature);
  }

  String authority() {
    return authority;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    partial.writeBytes(bytes);
    if (last) {
      frames.add(partial.toByteArray());
      partial.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }
}
