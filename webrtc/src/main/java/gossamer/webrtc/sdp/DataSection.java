package gossamer.webrtc.sdp;

import java.util.List;

/**
 * The {@code m=application} section that carries data channels (RFC 8841).
 *
 * @param mid its name in the bundle (RFC 5888); empty when the description has none
 * @param protocol {@code UDP/DTLS/SCTP} or {@code TCP/DTLS/SCTP}
 * @param ice the credentials
 * @param fingerprints of the certificates, at least one; any of them may be used
 * @param setup who is DTLS client
 * @param sctpPort 1 to 65,535
 * @param maxMessageSize in bytes; 0 means any
 * @param candidates values of {@code a=candidate}, without its name
 * @param endOfCandidates whether no more follow (RFC 8840)
 */
public record DataSection(
    String mid,
    String protocol,
    IceCredentials ice,
    List<Fingerprint> fingerprints,
    SetupRole setup,
    int sctpPort,
    long maxMessageSize,
    List<String> candidates,
    boolean endOfCandidates)
    implements MediaSection {
  /** What a description without {@code a=sctp-port} would mean. */
  public static final int DEFAULT_PORT = 5000;

  /** What a description without {@code a=max-message-size} means (RFC 8841, section 6.1). */
  public static final int DEFAULT_MESSAGE_SIZE = 65_536;

  /** Copies the lists. */
  public DataSection {
    fingerprints = List.copyOf(fingerprints);
    candidates = List.copyOf(candidates);
  }

  @Override
  public void write(StringBuilder out) {
    line(out, "m=application 9 " + protocol + " webrtc-datachannel");
    line(out, "c=IN IP4 0.0.0.0");
    for (String candidate : candidates) {
      line(out, "a=candidate:" + candidate);
    }
    if (endOfCandidates) {
      line(out, "a=end-of-candidates");
    }
    line(out, "a=ice-ufrag:" + ice.ufrag());
    line(out, "a=ice-pwd:" + ice.password());
    for (Fingerprint fingerprint : fingerprints) {
      line(out, "a=fingerprint:" + fingerprint.text());
    }
    line(out, "a=setup:" + setup.text());
    if (!mid.isEmpty()) {
      line(out, "a=mid:" + mid);
    }
    line(out, "a=sctp-port:" + sctpPort);
    line(out, "a=max-message-size:" + maxMessageSize);
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append("\r\n");
  }
}
