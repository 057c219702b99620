package gossamer.webrtc.sdp;

import gossamer.webrtc.sdp.SdpException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a description: the session's, then those of each section (RFC 8866, section 5). */
record Lines(List<Line> session, List<List<Line>> sections) {

  /**
   * One line.
   *
   * @param type the letter before the equals sign
   * @param value what follows
   */
  record Line(char type, String value) {
    /** The value of an attribute of this name; null when the line is another. */
    @Nullable String attribute(String name) {
      if (type != 'a' || !value.startsWith(name)) {
        return null;
      }
      if (value.length() == name.length()) {
        return "";
      }
      return value.charAt(name.length()) == ':' ? value.substring(name.length() + 1).strip() : null;
    }
  }

  static Lines split(String text) throws SdpException {
    if (text.length() > SessionDescription.CHARACTERS) {
      throw new SdpException(Reason.TOO_LONG, text.length() + " characters");
    }
    var session = new ArrayList<Line>();
    var sections = new ArrayList<List<Line>>();
    List<Line> current = session;
    int count = 0;
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      int stop = end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
      if (stop > from) {
        Line line = line(text.substring(from, stop), ++count);
        if (line.type() == 'm') {
          current = new ArrayList<>();
          sections.add(current);
        }
        current.add(line);
      }
      from = end + 1;
    }
    check(session, sections);
    return new Lines(session, sections);
  }

  private static Line line(String text, int number) throws SdpException {
    if (number > SessionDescription.LINES) {
      throw new SdpException(Reason.TOO_LONG, "more than " + SessionDescription.LINES + " lines");
    }
    char type = text.charAt(0);
    if (text.length() < 2 || text.charAt(1) != '=' || type < 'a' || type > 'z') {
      throw new SdpException(Reason.MALFORMED, "line " + number);
    }
    return new Line(type, text.substring(2));
  }

  private static void check(List<Line> session, List<List<Line>> sections) throws SdpException {
    if (session.isEmpty() || session.getFirst().type() != 'v') {
      throw new SdpException(Reason.MALFORMED, "it does not begin with v=");
    }
    if (!session.getFirst().value().strip().equals("0")) {
      throw new SdpException(Reason.UNSUPPORTED, "version " + session.getFirst().value());
    }
    if (sections.isEmpty()) {
      throw new SdpException(Reason.MISSING, "no m= line");
    }
    if (sections.size() > SessionDescription.SECTIONS) {
      throw new SdpException(Reason.TOO_LONG, sections.size() + " sections");
    }
  }
}
