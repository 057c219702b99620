package gossamer.webrtc.ice;

import gossamer.stun.TransportAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The candidates of this side, with where each sends from (RFC 8445, section 5.1). */
final class LocalCandidates {
  static final int MAX = 32;

  /** A candidate and its base. */
  record Local(Candidate candidate, TransportAddress base) {
    /** Only what sends by itself forms pairs: the others stand for their base (section 6.1.2.4). */
    boolean sends() {
      return candidate.type() == CandidateType.HOST || candidate.type() == CandidateType.RELAYED;
    }
  }

  private final List<Local> all = new ArrayList<>();
  private final Map<String, String> foundations = new LinkedHashMap<>();

  List<Local> all() {
    return all;
  }

  Optional<Local> sendingFrom(TransportAddress base) {
    return all.stream().filter(local -> local.sends() && local.base().equals(base)).findFirst();
  }

  boolean has(TransportAddress address) {
    return all.stream().anyMatch(local -> local.candidate().address().equals(Optional.of(address)));
  }

  /** Adds a candidate; empty when its address is there or the table is full. */
  Optional<Local> add(
      CandidateType type,
      TransportAddress address,
      TransportAddress base,
      TransportAddress related) {
    if (all.size() == MAX || has(address)) {
      return Optional.empty();
    }
    String foundation =
        foundations.computeIfAbsent(
            type.text() + base.host(), key -> Integer.toString(foundations.size() + 1));
    long priority = Candidate.priority(type, 0xffff - all.size(), 1);
    Candidate candidate = Candidate.udp(type, address, foundation, priority);
    Local local =
        new Local(type == CandidateType.HOST ? candidate : candidate.derivedFrom(related), base);
    all.add(local);
    return Optional.of(local);
  }
}
