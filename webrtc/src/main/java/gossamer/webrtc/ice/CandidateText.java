package gossamer.webrtc.ice;

import gossamer.stun.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The candidate attribute (RFC 8839, section 5.1; RFC 6544, section 4.5). */
final class CandidateText {
  private static final int LONGEST = 1024;
  private static final int FIXED = 8;

  private CandidateText() {}

  static Candidate parse(String line) throws CandidateException {
    if (line.length() > LONGEST) {
      throw new CandidateException(line.length() + " characters");
    }
    String value = line.startsWith("a=") ? line.substring(2) : line;
    if (!value.startsWith("candidate:")) {
      throw new CandidateException("does not begin with candidate:");
    }
    List<String> words = words(value.substring("candidate:".length()));
    if (words.size() < FIXED || !words.get(6).equals("typ")) {
      throw new CandidateException("too short or without typ");
    }
    String foundation = words.get(0);
    if (!IceText.isIceChars(foundation, 1, 32)) {
      throw new CandidateException("foundation");
    }
    int component = (int) number(words.get(1), 1, 256);
    Transport transport = transport(words.get(2));
    long priority = number(words.get(3), 0, 0xffff_ffffL);
    String host = host(words.get(4));
    int port = (int) number(words.get(5), 0, 0xffff);
    Optional<TcpType> tcpType = tcpType(words);
    if (tcpType.isPresent() != (transport == Transport.TCP)) {
      throw new CandidateException("tcptype belongs to TCP");
    }
    return new Candidate(
        foundation,
        component,
        transport,
        priority,
        host,
        port,
        type(words.get(7)),
        related(words),
        tcpType);
  }

  static String format(Candidate candidate) {
    StringBuilder text = new StringBuilder("candidate:").append(candidate.foundation());
    text.append(' ').append(candidate.component());
    text.append(' ').append(candidate.transport().name().toLowerCase(Locale.ROOT));
    text.append(' ').append(candidate.priority());
    text.append(' ').append(candidate.host()).append(' ').append(candidate.port());
    text.append(" typ ").append(candidate.type().text());
    candidate
        .related()
        .ifPresent(origin ->
            text.append(" raddr ").append(origin.host()).append(" rport ").append(origin.port()));
    candidate.tcpType().ifPresent(type -> text.append(" tcptype ").append(type.text()));
    return text.toString();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf(' ', at);
      end = end < 0 ? text.length() : end;
      if (end > at) {
        words.add(text.substring(at, end));
      }
      at = end + 1;
    }
    return words;
  }

  private static long number(String word, long least, long most) throws CandidateException {
    boolean digits = word.chars().allMatch(c -> c >= '0' && c <= '9');
    if (word.isEmpty() || word.length() > 10 || !digits) {
      throw new CandidateException("not a number");
    }
    long value = Long.parseLong(word);
    if (value < least || value > most) {
      throw new CandidateException("out of range: " + value);
    }
    return value;
  }

  private static String host(String word) throws CandidateException {
    boolean plain = word.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (word.length() > 255 || !plain) {
      throw new CandidateException("connection address");
    }
    return word;
  }

  private static Transport transport(String word) throws CandidateException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "udp" -> Transport.UDP;
      case "tcp" -> Transport.TCP;
      default -> throw new CandidateException("transport");
    };
  }

  private static CandidateType type(String word) throws CandidateException {
    for (CandidateType type : CandidateType.values()) {
      if (type.text().equals(word)) {
        return type;
      }
    }
    throw new CandidateException("type");
  }

  private static Optional<TcpType> tcpType(List<String> words) throws CandidateException {
    Optional<String> word = extension(words, "tcptype");
    if (word.isEmpty()) {
      return Optional.empty();
    }
    for (TcpType type : TcpType.values()) {
      if (type.text().equals(word.get())) {
        return Optional.of(type);
      }
    }
    throw new CandidateException("tcptype");
  }

  private static Optional<TransportAddress> related(List<String> words) throws CandidateException {
    Optional<String> host = extension(words, "raddr");
    Optional<String> port = extension(words, "rport");
    if (host.isEmpty() || port.isEmpty()) {
      return Optional.empty();
    }
    return TransportAddress.parse(host.get(), (int) number(port.get(), 0, 0xffff));
  }

  /** Extensions come as name and value; unknown ones are skipped. */
  private static Optional<String> extension(List<String> words, String name) {
    for (int i = FIXED; i + 1 < words.size(); i += 2) {
      if (words.get(i).equals(name)) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
