package gossamer.jvm.channel;

import gossamer.webrtc.ConnectionEvent;
import gossamer.webrtc.PeerConnection;
import gossamer.webrtc.PeerEvent;
import gossamer.webrtc.channel.ChannelOptions;
import gossamer.webrtc.dtls.DtlsFactory;
import gossamer.webrtc.sdp.SdpException;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.concurrent.CompletionStage;

/**
 * Dials the direct port of another host, as browsers do: this side offers, makes the answer by
 * itself, controls ICE and is the DTLS server; channel 0 is negotiated.
 */
public final class DirectDial {
  private static final SecureRandom RANDOM = new SecureRandom();

  private DirectDial() {}

  /**
   * Begins to dial; {@link ConnectionEvent.Connected}, the opening of channel 0 or {@link
   * ConnectionEvent.Closed} follow, on the loop.
   *
   * @param from the local address to dial from; the wildcard for all
   * @return fails when no socket can be bound
   */
  public static CompletionStage<PeerPort> dial(
      EventLoop loop, InetAddress from, DirectTarget target, Caller caller) {
    PeerPort.Owner owner =
        (port, event, now) -> {
          if (event instanceof PeerEvent.Happened(ConnectionEvent happened)) {
            caller.owner().happened(port.connection(), happened, now);
          }
        };
    var identity = new PeerPort.Identity(caller.settings(), caller.dtls(), owner);
    return PeerPort.bind(loop, from, identity)
        .thenApplyAsync(
            port -> {
              begin(port, target);
              return port;
            },
            loop);
  }

  /** Who dials, and who is told. */
  public record Caller(PeerConnection.Settings settings, DtlsFactory dtls, ConnectionOwner owner) {}

  private static void begin(PeerPort port, DirectTarget target) {
    PeerConnection connection = port.connection();
    long now = EndpointPort.nowMicros();
    connection.open(ChannelOptions.negotiated("", 0), now);
    connection.createOffer();
    try {
      connection.setAnswer(target.answer(RANDOM), now);
    } catch (SdpException e) {
      throw new IllegalStateException("the answer was made here", e);
    }
    port.flush();
  }
}
