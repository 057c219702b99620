package gossamer.webrtc.sdp;

import java.util.List;
import java.util.Set;

/**
 * An offer or answer of a connection that carries data channels only. What is read of audio and
 * video is what is needed to refuse them.
 *
 * @param sessionId of the {@code o=} line, 0 to 2^63 - 1
 * @param version of the {@code o=} line; grows by one with each description
 * @param iceLite whether the side that wrote it is ICE-lite (RFC 8445, section 2.5)
 * @param iceOptions for example {@code trickle} and {@code ice2} (RFC 8839, section 5.6)
 * @param media the sections, 1 to {@value #SECTIONS}, in order; exactly one is a {@link
 *     DataSection}
 */
public record SessionDescription(
    long sessionId,
    long version,
    boolean iceLite,
    Set<String> iceOptions,
    List<MediaSection> media) {
  /** Characters of a description at most. */
  public static final int CHARACTERS = 65_536;

  /** Lines at most. */
  public static final int LINES = 2_000;

  /** Sections at most. */
  public static final int SECTIONS = 64;

  /** Candidates of one section at most; what exceeds them is refused. */
  public static final int CANDIDATES = 64;

  /** Characters of a candidate at most. */
  public static final int CANDIDATE = 512;

  /** Copies the collections. */
  public SessionDescription {
    iceOptions = Set.copyOf(iceOptions);
    media = List.copyOf(media);
    if (media.stream().filter(DataSection.class::isInstance).count() != 1) {
      throw new IllegalArgumentException("a description has one section for data channels");
    }
  }

  /**
   * Reads a description.
   *
   * @throws SdpException when it is none, or has no section for data channels
   */
  public static SessionDescription parse(String text) throws SdpException {
    return SdpReader.read(text);
  }

  /** An offer or answer without other media, with the options of a full agent or a lite one. */
  public static SessionDescription of(Origin origin, boolean iceLite, DataSection data) {
    return new SessionDescription(
        origin.sessionId(), origin.version(), iceLite, Set.of("trickle", "ice2"), List.of(data));
  }

  /** Who wrote a description, and how often (RFC 8866, section 5.2). */
  public record Origin(long sessionId, long version) {}

  /** The section for data channels. */
  public DataSection data() {
    for (MediaSection section : media) {
      if (section instanceof DataSection data) {
        return data;
      }
    }
    throw new IllegalStateException("the constructor checks that there is one");
  }

  /** The answer to this offer: it takes the data channels and refuses all other media. */
  public SessionDescription answeredBy(Origin origin, boolean lite, DataSection data) {
    List<MediaSection> sections =
        media.stream().map(section -> section instanceof DataSection ? data : section).toList();
    return new SessionDescription(
        origin.sessionId(), origin.version(), lite, Set.of("trickle", "ice2"), sections);
  }

  /**
   * Checks that this answer fits an offer: as many sections, and the one for data channels at its
   * place (RFC 8829, section 5.8).
   *
   * @throws SdpException when it does not
   */
  public void checkAnswers(SessionDescription offer) throws SdpException {
    boolean fits = media.size() == offer.media.size();
    for (int i = 0; fits && i < media.size(); i++) {
      boolean data = media.get(i) instanceof DataSection;
      fits = data == offer.media.get(i) instanceof DataSection;
    }
    if (!fits) {
      throw new SdpException(SdpException.Reason.CONFLICT, "sections are not those of the offer");
    }
    if (data().setup() == SetupRole.ACTPASS) {
      throw new SdpException(SdpException.Reason.CONFLICT, "an answer decides who is active");
    }
  }

  /** The description as text, its lines ended by CR LF. */
  public String text() {
    var out = new StringBuilder(1_024);
    out.append("v=0\r\no=- ").append(sessionId).append(' ').append(version);
    out.append(" IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
    if (!data().mid().isEmpty()) {
      out.append("a=group:BUNDLE ").append(data().mid()).append("\r\n");
    }
    if (iceLite) {
      out.append("a=ice-lite\r\n");
    }
    if (!iceOptions.isEmpty()) {
      out.append("a=ice-options:").append(String.join(" ", iceOptions.stream().sorted().toList()));
      out.append("\r\n");
    }
    out.append("a=msid-semantic: WMS\r\n");
    for (MediaSection section : media) {
      section.write(out);
    }
    return out.toString();
  }
}
