package gossamer.webrtc.sdp;

/**
 * A section that carries no data channels, for example audio or video: an answer refuses it by port
 * 0 (RFC 3264, section 6).
 *
 * @param mid its name in the bundle; empty when it has none
 * @param media for example {@code audio}
 * @param protocol for example {@code UDP/TLS/RTP/SAVPF}
 * @param formats the rest of the line
 */
public record RejectedSection(String mid, String media, String protocol, String formats)
    implements MediaSection {
  @Override
  public void write(StringBuilder out) {
    out.append("m=").append(media).append(" 0 ").append(protocol).append(' ').append(formats);
    out.append("\r\nc=IN IP4 0.0.0.0\r\n");
    if (media.equals("audio") || media.equals("video")) {
      out.append("a=inactive\r\n");
    }
    if (!mid.isEmpty()) {
      out.append("a=mid:").append(mid).append("\r\n");
    }
  }
}
