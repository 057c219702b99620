package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.List;

/**
 * A payload on its way over many links. The state of its depth-first search travels with it, so
 * that no peer in between keeps any: {@code path} is the stack of peers from the source (first) to
 * the one that forwards it now, {@code visited} the peers from which it backtracked, {@code route}
 * the hops that are still prescribed (a source route; empty for none).
 *
 * @param exchange chosen by the source; the reply carries the same
 * @param source who asked, or for a reply who answers
 * @param target the peer or key it is meant for
 * @param mode how it travels
 * @param hops forwards that are left
 */
public record Envelope(
    long exchange,
    Id source,
    Id target,
    Mode mode,
    int hops,
    List<Id> path,
    List<Id> visited,
    List<Id> route,
    Payload payload) {

  /** How an envelope travels; the order is the number on the wire. */
  public enum Mode {
    /** To exactly the target, with backtracking; unreachable otherwise. */
    EXACT,
    /** To the peer closest to the target that greedy routing reaches: key-based routing. */
    CLOSEST,
    /**
     * A reply: back along {@code route}, and when a link of it is gone, to exactly the target (RFC
     * 6940 §6.2).
     */
    REPLY;

    private static final Mode[] ALL = values();

    static Mode read(Reader in) throws ProtocolException {
      return ALL[in.choice(ALL.length)];
    }
  }
}
