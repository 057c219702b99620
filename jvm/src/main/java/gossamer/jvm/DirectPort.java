package gossamer.jvm;

import gossamer.jvm.channel.EndpointPort;
import gossamer.jvm.channel.Tenant;
import gossamer.peer.wire.ErrorCode;
import gossamer.webrtc.EndpointConfig;
import gossamer.webrtc.Refusal;
import gossamer.webrtc.dtls.DtlsFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes data channels that nobody signalled on one UDP port and the TCP port of the same number;
 * the channel with id 0 of each connection is a pipe of frames. Lives on the peer's loop.
 */
public final class DirectPort {
  /** For how long a token admits: seconds. A descriptor may be cached, and a page open, as long. */
  private static final long TOKEN_SECONDS = 600;

  /** One open data channel. */
  public interface Channel {
    /** Sends one message, or closes the connection when the other side does not read. */
    void send(byte[] message);

    /** Closes the connection after what was sent has left; {@link Events#closed} follows. */
    void close();

    /** SHA-256 of the own DTLS certificate, 32 bytes. */
    byte[] ownFingerprint();

    /** SHA-256 of the certificate that the other side proved to hold, 32 bytes. */
    byte[] peerFingerprint();
  }

  /** What happens on a data channel. */
  public interface Events {
    /** A message arrived. */
    void message(byte[] message);

    /** The channel is gone; told once, last. */
    void closed(ErrorCode reason);
  }

  private final Pipes pipes;
  private final byte[] fingerprint;
  private @Nullable EndpointPort port;

  private DirectPort(byte[] fingerprint, Function<Channel, Events> acceptor) {
    this.fingerprint = fingerprint;
    this.pipes = new Pipes(acceptor, () -> bound().flush());
  }

  /**
   * Binds the ports.
   *
   * @param place which ones
   * @param certificate who listens
   * @param acceptor is handed each channel once it is open, on the loop
   * @return fails with the {@link java.io.IOException} of the system when a port is taken
   */
  public static CompletionStage<DirectPort> bind(
      EventLoop loop, Place place, Certificate certificate, Function<Channel, Events> acceptor) {
    DirectPort made = new DirectPort(certificate.dtls().fingerprint(), acceptor);
    EndpointConfig config = EndpointConfig.of(HexFormat.of().formatHex(made.fingerprint));
    EndpointPort.Identity identity =
        new EndpointPort.Identity(
            certificate.tokenKey().map(config::withTokenKey).orElse(config),
            certificate.dtls(),
            made.pipes);
    InetSocketAddress anywhere = new InetSocketAddress(place.number());
    CompletionStage<EndpointPort> ports =
        place.ownTcp()
            ? EndpointPort.bind(loop, anywhere, identity)
            : EndpointPort.bindUdp(loop, anywhere, identity);
    return ports.thenApply(bound -> {
      made.port = bound;
      return made;
    });
  }

  /**
   * Which ports to take.
   *
   * @param number of the UDP port; 0 lets the system choose
   * @param ownTcp whether to listen on the TCP port of the same number; else whoever listens there
   *     hands connections over by {@link #adopt}
   */
  public record Place(int number, boolean ownTcp) {}

  /**
   * Who listens, and what a token has to be signed with to be let in.
   *
   * @param tokenKey at least 16 secret bytes; empty lets everybody in
   */
  public record Certificate(DtlsFactory dtls, Optional<byte[]> tokenKey) {}

  /**
   * Takes over a TCP connection that begins like a packet of ICE (RFC 4571): what it has read and
   * reads is to be passed on to the handler that is put last. On the loop.
   */
  public void adopt(SocketChannel connection) {
    bound().adopt(connection);
  }

  /** Lets a STUN and TURN server have what is no connection's, on all UDP sockets. */
  public void share(Tenant tenant) {
    bound().share(tenant);
  }

  /** The addresses that UDP is bound to. */
  public List<InetSocketAddress> localAddresses() {
    return bound().localAddresses();
  }

  /** Packets and connections that were refused for this reason. */
  public long refused(Refusal reason) {
    return bound().endpoint().counters().refused(reason);
  }

  /** The UDP and TCP port. */
  public int number() {
    return bound().number();
  }

  /** SHA-256 of the own certificate, 32 bytes. */
  public byte[] fingerprint() {
    return fingerprint.clone();
  }

  /** A token that admits for ten minutes; empty when none is needed. */
  public String token() {
    return bound().endpoint().token(TOKEN_SECONDS, EndpointPort.nowMicros());
  }

  /** Connections that are open. */
  public int count() {
    return pipes.count();
  }

  /** Ends all connections and frees the ports; any thread may. */
  public void close() {
    bound().close();
  }

  private EndpointPort bound() {
    EndpointPort bound = port;
    if (bound == null) {
      throw new IllegalStateException("not bound");
    }
    return bound;
  }
}
