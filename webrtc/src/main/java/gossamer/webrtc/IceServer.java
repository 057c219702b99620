package gossamer.webrtc;

import gossamer.webrtc.IceUriException.Reason;
import gossamer.webrtc.ice.Transport;
import gossamer.webrtc.turn.TurnCredentials;
import java.util.Optional;

/**
 * A server that helps to find a path: STUN or TURN over UDP.
 *
 * @param credentials those of a TURN server; a STUN server is asked without
 */
public record IceServer(IceUri uri, Optional<TurnCredentials> credentials) {

  /** Checks that a TURN server has credentials and a STUN server none, over UDP without TLS. */
  public IceServer {
    boolean fits = uri.scheme().relays() == credentials.isPresent();
    if (!fits || uri.transport() != Transport.UDP || uri.scheme().secured()) {
      throw new IllegalArgumentException("no server that can be used: " + uri);
    }
  }

  /**
   * A STUN server, like {@code stun:stun.example.org:3478}.
   *
   * @throws IceUriException when the text is malformed or is of something else
   */
  public static IceServer stun(String uri) throws IceUriException {
    IceUri parsed = spoken(uri);
    if (parsed.scheme().relays()) {
      throw new IceUriException(Reason.CREDENTIALS, "a TURN server wants credentials");
    }
    return new IceServer(parsed, Optional.empty());
  }

  /**
   * A TURN server, like {@code turn:[2001:db8::1]:3478?transport=udp}.
   *
   * @param username 1 to 508 bytes
   * @param credential the password, 1 to 508 bytes
   * @throws IceUriException when the text is malformed, of something else, or of TCP or TLS
   */
  public static IceServer turn(String uri, String username, String credential)
      throws IceUriException {
    IceUri parsed = spoken(uri);
    boolean fits = TurnCredentials.fits(username) && TurnCredentials.fits(credential);
    if (!parsed.scheme().relays() || !fits) {
      throw new IceUriException(Reason.CREDENTIALS, "no TURN server, or no credentials for it");
    }
    return new IceServer(parsed, Optional.of(new TurnCredentials(username, credential)));
  }

  private static IceUri spoken(String uri) throws IceUriException {
    IceUri parsed = IceUri.parse(uri);
    if (parsed.scheme().secured() || parsed.transport() != Transport.UDP) {
      throw new IceUriException(Reason.UNSUPPORTED, "only UDP without TLS: " + parsed.text());
    }
    return parsed;
  }
}
