package gossamer.webrtc.sdp;

import gossamer.webrtc.sdp.Lines.Line;
import gossamer.webrtc.sdp.SdpException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what browsers write (RFC 8829, section 5.8), and no more of it than data channels need. */
final class SdpReader {
  private static final int OPTIONS = 16;
  private static final int FINGERPRINTS = 8;
  private static final int MID = 64;

  private final Lines lines;

  private SdpReader(Lines lines) {
    this.lines = lines;
  }

  static SessionDescription read(String text) throws SdpException {
    return new SdpReader(Lines.split(text)).description();
  }

  private SessionDescription description() throws SdpException {
    String[] origin = origin();
    List<MediaSection> media = new ArrayList<>();
    boolean found = false;
    List<Line> transport = lines.sections().getFirst();
    for (List<Line> section : lines.sections()) {
      String[] words = mediaLine(section.getFirst().value());
      boolean data = !found && isData(words);
      found |= data;
      media.add(data ? dataSection(words, section, transport) : rejected(words, section));
    }
    if (!found) {
      throw new SdpException(Reason.MISSING, "no section for data channels");
    }
    return new SessionDescription(
        number("session id", origin[1], 0, Long.MAX_VALUE),
        number("session version", origin[2], 0, Long.MAX_VALUE),
        value("ice-lite", lines.session()) != null,
        options(),
        media);
  }

  /** The words of the o= line: user, id, version, and three about an address nobody uses. */
  private String[] origin() throws SdpException {
    for (Line line : lines.session()) {
      if (line.type() == 'o') {
        String[] words = line.value().split(" ", -1);
        if (words.length != 6) {
          throw new SdpException(Reason.MALFORMED, "o= line");
        }
        return words;
      }
    }
    throw new SdpException(Reason.MISSING, "o= line");
  }

  /** The four words of an m= line: media, port, protocol, formats. */
  private static String[] mediaLine(String value) throws SdpException {
    String[] words = value.split(" ", 4);
    if (words.length != 4 || words[0].isEmpty() || words[2].isEmpty() || words[3].isBlank()) {
      throw new SdpException(Reason.MALFORMED, "m= line");
    }
    number("port", words[1], 0, 65_535);
    return words;
  }

  private static boolean isData(String[] words) {
    return words[0].equals("application")
        && words[3].strip().equals("webrtc-datachannel")
        && (words[2].equals("UDP/DTLS/SCTP") || words[2].equals("TCP/DTLS/SCTP"));
  }

  private static RejectedSection rejected(String[] words, List<Line> section) throws SdpException {
    return new RejectedSection(mid(section), words[0], words[2], words[3]);
  }

  private static String mid(List<Line> section) throws SdpException {
    String mid = value("mid", section);
    if (mid == null) {
      return "";
    }
    if (mid.isEmpty() || mid.length() > MID || mid.indexOf(' ') >= 0) {
      throw new SdpException(Reason.MALFORMED, "mid");
    }
    return mid;
  }

  private DataSection dataSection(String[] words, List<Line> own, List<Line> first)
      throws SdpException {
    String mid = mid(own);
    boolean bundleOnly = value("bundle-only", own) != null;
    if (words[1].equals("0") && !bundleOnly) {
      throw new SdpException(Reason.MISSING, "the data channels are refused: port 0");
    }
    // RFC 9143, section 7.1.3: what is bundle-only may leave its transport to the first section.
    List<List<Line>> places =
        bundleOnly ? List.of(own, lines.session(), first) : List.of(own, lines.session());
    String port = value("sctp-port", own);
    String size = value("max-message-size", own);
    return new DataSection(
        mid,
        words[2],
        IceCredentials.parse(needed("ice-ufrag", places), needed("ice-pwd", places)),
        fingerprints(places),
        SetupRole.parse(needed("setup", places)),
        port == null ? DataSection.DEFAULT_PORT : (int) number("sctp-port", port, 1, 65_535),
        size == null
            ? DataSection.DEFAULT_MESSAGE_SIZE
            : number("max-message-size", size, 0, Long.MAX_VALUE),
        candidates(own),
        value("end-of-candidates", own) != null);
  }

  private static List<Fingerprint> fingerprints(List<List<Line>> places) throws SdpException {
    boolean any = false;
    List<Fingerprint> found = new ArrayList<>();
    for (List<Line> place : places) {
      for (Line line : place) {
        String value = line.attribute("fingerprint");
        if (value != null) {
          any = true;
          Optional<Fingerprint> fingerprint = Fingerprint.parse(value);
          fingerprint.ifPresent(found::add);
          if (found.size() > FINGERPRINTS) {
            throw new SdpException(Reason.TOO_LONG, "fingerprints");
          }
        }
      }
      if (any) {
        break; // RFC 8122, section 5: those of the section stand instead of the session's.
      }
    }
    if (found.isEmpty()) {
      throw new SdpException(
          any ? Reason.UNSUPPORTED : Reason.MISSING, "no fingerprint by SHA-256");
    }
    return found;
  }

  private static List<String> candidates(List<Line> section) throws SdpException {
    List<String> found = new ArrayList<>();
    for (Line line : section) {
      String value = line.attribute("candidate");
      if (value != null) {
        if (value.length() > SessionDescription.CANDIDATE
            || found.size() == SessionDescription.CANDIDATES) {
          throw new SdpException(Reason.TOO_LONG, "candidates");
        }
        found.add(value);
      }
    }
    return found;
  }

  private Set<String> options() throws SdpException {
    Set<String> options = new LinkedHashSet<>();
    for (List<Line> place : lines.sections()) {
      add(options, value("ice-options", place));
    }
    add(options, value("ice-options", lines.session()));
    return options;
  }

  private static void add(Set<String> options, @Nullable String value) throws SdpException {
    if (value != null) {
      for (String option : value.split(" ", OPTIONS + 1)) {
        if (!option.isEmpty()) {
          options.add(option);
        }
      }
      if (options.size() > OPTIONS) {
        throw new SdpException(Reason.TOO_LONG, "ice-options");
      }
    }
  }

  private static String needed(String name, List<List<Line>> places) throws SdpException {
    for (List<Line> place : places) {
      String value = value(name, place);
      if (value != null) {
        return value;
      }
    }
    throw new SdpException(Reason.MISSING, name);
  }

  private static @Nullable String value(String name, List<Line> place) {
    for (Line line : place) {
      String value = line.attribute(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private static long number(String what, String text, long least, long most) throws SdpException {
    boolean digits = !text.isEmpty() && text.length() <= 20;
    for (int i = 0; i < text.length() && digits; i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw new SdpException(Reason.MALFORMED, what);
    }
    // Session ids have up to 64 bits: what is larger than a long is kept modulo 2^63.
    boolean large = text.length() > 18;
    long value =
        large ? new java.math.BigInteger(text).longValue() & Long.MAX_VALUE : Long.parseLong(text);
    if (value < least || value > most || large && most != Long.MAX_VALUE) {
      throw new SdpException(Reason.MALFORMED, what + " is " + text);
    }
    return value;
  }
}
