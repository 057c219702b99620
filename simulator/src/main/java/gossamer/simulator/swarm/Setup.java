package gossamer.simulator.swarm;

import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Output;
import gossamer.peer.host.Path;
import gossamer.peer.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The setting-up of transports, with what it costs. A data channel: descriptions of the size that
 * Chromium makes for one, one more candidate, and then ICE (one round trip), DTLS 1.2 (two) and
 * SCTP (two, the first with the last of DTLS). A WebSocket: TCP, TLS 1.3 and the upgrade, one round
 * trip each.
 */
final class Setup {
  /** Bytes of a description: Chromium's offer of one data channel with its first candidate. */
  private static final int DESCRIPTION = 520;

  /**
   * Where a description names its attempt: behind a letter, with which every description begins.
   */
  private static final int NAME = 1;

  private static final int CANDIDATE = 100;

  /** Bytes of ICE, DTLS and SCTP in both directions until a data channel is open. */
  static final int CHANNEL_BYTES = 4_400;

  /** Bytes of TCP, TLS and the upgrade in both directions, two certificates of ECDSA included. */
  static final int SOCKET_BYTES = 4_800;

  private static final int CHANNEL_ROUND_TRIPS = 4;
  private static final int SOCKET_ROUND_TRIPS = 3;

  /** Milliseconds until a description is made, and until its candidate is found. */
  private static final int DESCRIBE = 15;

  private static final int GATHER = 30;

  /** Milliseconds until a refused connection is known. */
  private static final int REFUSED = 30;

  /** Milliseconds after which a connection that nobody answers, or ICE, is given up. */
  private static final int GIVE_UP = 10_000;

  private static final int FINGERPRINT = 32;

  /** A data channel that is being set up, as one side sees it. */
  static final class Attempt {
    final Node node;
    final int link;
    final long token;
    @Nullable Attempt offer;

    /** The open link for which it looks for a new path; null for a new link. */
    @Nullable End restarts;

    boolean matched;
    boolean ended;

    Attempt(Node node, int link, long token) {
      this.node = node;
      this.link = link;
      this.token = token;
    }
  }

  private final Swarm swarm;
  private final Map<Long, Attempt> attempts = new HashMap<>();

  /** How new paths are being looked for, by the open link (ICE restart). */
  private final Map<End, Attempt> restarts = new HashMap<>();

  private long tokens;

  Setup(Swarm swarm) {
    this.swarm = swarm;
  }

  void offer(Node node, Output.Offer o) {
    describe(start(node, o.link()));
  }

  void answer(Node node, Output.Answer o) {
    Attempt attempt = start(node, o.link());
    Attempt offer = attempts.get(token(o.offer()));
    if (offer == null || offer.ended || offer.node == node) {
      failLater(attempt, 1);
      return;
    }
    attempt.offer = offer;
    describe(attempt);
  }

  void accept(Node node, Output.AcceptAnswer o) {
    Attempt offer = attempt(node.links.get(o.link()));
    if (offer == null || offer.ended || offer.matched) {
      return;
    }
    Attempt answer = attempts.get(token(o.answer()));
    if (answer == null || answer.offer != offer || answer.ended) {
      failLater(offer, 1);
      return;
    }
    offer.matched = true;
    int delay = 2 * CHANNEL_ROUND_TRIPS * swarm.internet().latency(offer.node, answer.node);
    swarm.traffic().setUp(CHANNEL_BYTES);
    swarm.timeline().at(swarm.now() + delay, () -> open(offer, answer));
  }

  /** A data channel whose descriptions went another way: a code that was read, another tab. */
  void handOver(Node one, Node two) {
    int delay = 2 * CHANNEL_ROUND_TRIPS * swarm.internet().latency(one, two);
    swarm.traffic().setUp(CHANNEL_BYTES);
    swarm
        .timeline()
        .at(
            swarm.now() + delay,
            () -> {
              if (one.alive && two.alive && !swarm.parted(one, two)) {
                join(new End(one, one.accept()), new End(two, two.accept()));
              }
            });
  }

  private @Nullable Attempt attempt(@Nullable Object link) {
    if (link instanceof End open) {
      return restarts.get(open);
    }
    return link instanceof Attempt attempt ? attempt : null;
  }

  private Attempt start(Node node, int link) {
    Attempt attempt = new Attempt(node, link, ++tokens);
    attempts.put(attempt.token, attempt);
    if (node.links.get(link) instanceof End open) {
      attempt.restarts = open;
      restarts.put(open, attempt);
    } else {
      node.links.put(link, attempt);
    }
    failLater(attempt, GIVE_UP + 5_000);
    return attempt;
  }

  private void describe(Attempt attempt) {
    byte[] description = new byte[DESCRIPTION];
    Arrays.fill(description, (byte) 'x');
    Mixing.write(description, NAME, attempt.token);
    later(attempt, DESCRIBE, new Input.DescriptionMade(attempt.link, description));
    byte[] candidate = new byte[CANDIDATE];
    later(attempt, GATHER, new Input.CandidateFound(attempt.link, candidate));
  }

  private static long token(byte[] description) {
    return description.length < NAME + Long.BYTES ? 0 : Mixing.word(description, NAME);
  }

  private void later(Attempt attempt, int delay, Input input) {
    swarm
        .timeline()
        .at(
            swarm.now() + delay,
            () -> {
              if (!attempt.ended) {
                attempt.node.input(input);
              }
            });
  }

  private void failLater(Attempt attempt, int delay) {
    swarm
        .timeline()
        .at(
            swarm.now() + delay,
            () -> {
              attempts.remove(attempt.token);
              if (attempt.restarts != null) {
                restarts.remove(attempt.restarts, attempt);
              }
              if (!attempt.ended) {
                attempt.ended = true;
                if (attempt.restarts != null) {
                  return;
                }
                attempt.node.input(new Input.LinkClosed(attempt.link, ErrorCode.CONNECT_FAILED));
              }
            });
  }

  private void open(Attempt offer, Attempt answer) {
    boolean both = offer.node.alive && answer.node.alive && !offer.ended && !answer.ended;
    if (!both
        || swarm.parted(offer.node, answer.node)
        || !offer.node.nat.reaches(answer.node.nat)) {
      return;
    }
    offer.ended = true;
    answer.ended = true;
    if (offer.restarts != null || answer.restarts != null) {
      restart(offer, answer);
      return;
    }
    join(new End(offer.node, offer.link), new End(answer.node, answer.link));
  }

  /** Both ends have a path again, when both meant the same link. */
  private static void restart(Attempt offer, Attempt answer) {
    End end = offer.restarts;
    if (end != null && answer.restarts == end.other && !end.closed()) {
      offer.node.input(new Input.PathChanged(offer.link, Path.DIRECT));
      answer.node.input(new Input.PathChanged(answer.link, Path.DIRECT));
    }
  }

  /** A data channel is open at both ends. */
  void join(End one, End two) {
    End.join(one, two);
    one.node.links.put(one.link, one);
    two.node.links.put(two.link, two);
    byte[] first = fingerprints(one, two);
    byte[] second = fingerprints(two, one);
    one.node.input(opened(one, first, second));
    two.node.input(opened(two, second, first));
  }

  private static Input opened(End end, byte[] local, byte[] remote) {
    return new Input.LinkOpened(end.link, LinkRole.SYMMETRIC, local, remote, Path.DIRECT);
  }

  private static byte[] fingerprints(End own, End other) {
    byte[] both = new byte[2 * FINGERPRINT];
    Mixing.write(both, 0, (long) own.node.index << 32 | own.link);
    Mixing.write(both, FINGERPRINT, (long) other.node.index << 32 | other.link);
    return both;
  }

  void dial(Node node, Output.Dial o) {
    Node door = swarm.door(o.address());
    boolean reachable = door != null && door.alive && !swarm.parted(node, door);
    End own = new End(node, o.link());
    node.links.put(o.link(), own);
    int latency = door == null ? REFUSED : swarm.internet().latency(node, door);
    int delay = reachable ? (2 * SOCKET_ROUND_TRIPS - 1) * latency : REFUSED;
    swarm.timeline().at(swarm.now() + delay, () -> dialled(own, door, o.address()));
  }

  private void dialled(End own, @Nullable Node door, String address) {
    if (own.node.links.get(own.link) != own || !own.node.alive) {
      return;
    }
    if (door == null || !door.alive || swarm.parted(own.node, door)) {
      own.node.input(new Input.LinkClosed(own.link, ErrorCode.CONNECT_FAILED));
      return;
    }
    swarm.traffic().setUp(SOCKET_BYTES);
    End accepted = new End(door, door.accept());
    End.join(own, accepted);
    door.links.put(accepted.link, accepted);
    byte[] authority = authority(address);
    swarm
        .timeline()
        .at(
            swarm.now() + swarm.internet().latency(own.node, door),
            () -> {
              if (own.node.links.get(own.link) == own) {
                own.node.input(socket(own, LinkRole.DIALLER, authority));
              }
            });
    door.input(socket(accepted, LinkRole.ACCEPTOR, authority));
  }

  private static Input socket(End end, LinkRole role, byte[] authority) {
    return new Input.LinkOpened(end.link, role, authority, authority, Path.WEBSOCKET);
  }

  private static byte[] authority(String address) {
    int start = address.indexOf("://") + 3;
    int end = address.indexOf('/', start);
    String authority = end < 0 ? address.substring(start) : address.substring(start, end);
    return authority.getBytes(StandardCharsets.US_ASCII);
  }
}
