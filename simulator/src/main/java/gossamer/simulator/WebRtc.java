package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Output;
import gossamer.peer.host.Path;
import gossamer.peer.id.Sha256;
import gossamer.peer.wire.ErrorCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The setting-up of data channels: descriptions are made, carried to and fro by the peers, and when
 * both fit and the way is free, the channel opens on both sides.
 */
public final class WebRtc {
  /** A text that stands in every description, and nowhere else. */
  public static final String MARKER = "SIMULATED-SDP";

  /** What every address in descriptions and candidates starts with. */
  public static final String ADDRESS = "10.66.";

  /** Milliseconds until a description is made. */
  private static final int DESCRIBE = 15;

  /** Milliseconds until a candidate is found. */
  private static final int GATHER = 30;

  /** Milliseconds after which an attempt is given up. */
  private static final int GIVE_UP = 15_000;

  private static final String ANSWERS = "a=answers:";

  private static final class Attempt {
    final Station station;
    final int link;
    final String token;
    byte[] description = {};
    @Nullable Attempt offer;
    @Nullable Attempt matched;
    @Nullable Wire restarts;
    boolean ended;

    Attempt(Station station, int link, String token) {
      this.station = station;
      this.link = link;
      this.token = token;
    }
  }

  private final SimulatedNetwork network;
  private final Map<String, Attempt> attempts = new LinkedHashMap<>();
  private final Map<String, Attempt> links = new LinkedHashMap<>();
  private int made;

  WebRtc(SimulatedNetwork network) {
    this.network = network;
  }

  /** Carries out an output of the core's. */
  void handle(SimulatedHost host, Output output) {
    switch (output) {
      case Output.Offer o -> describe(start(host, o.link()));
      case Output.Answer o -> answer(start(host, o.link()), o.offer());
      case Output.AcceptAnswer o -> accept(links.get(key(host, o.link())), o.answer());
      case Output.AddCandidates o -> host.candidates(o.candidates().size());
      default -> throw new IllegalArgumentException("not of WebRTC");
    }
  }

  private static String key(Station station, int link) {
    return station.index() + "/" + link;
  }

  private Attempt start(SimulatedHost host, int link) {
    byte[] name = Descriptions.ascii(network.seed() + "/" + key(host, link) + "/" + made++);
    Attempt attempt = new Attempt(host, link, Descriptions.hex(Arrays.copyOf(Sha256.of(name), 8)));
    attempt.restarts = host.transports().wire(link);
    attempts.put(attempt.token, attempt);
    links.put(key(host, link), attempt);
    return attempt;
  }

  private void describe(Attempt attempt) {
    String offer = attempt.offer == null ? "" : ANSWERS + attempt.offer.token + "\r\n";
    String address = ADDRESS + attempt.station.index() + "." + attempt.link;
    attempt.description =
        Descriptions.ascii(
            "v=0\r\no="
                + attempt.token
                + " 2 IN IP4 "
                + address
                + "\r\ns="
                + MARKER
                + "\r\na=fingerprint:sha-256 "
                + Descriptions.hex(fingerprint(attempt))
                + "\r\na=candidate:1 1 udp 2122260223 "
                + address
                + " 50000 typ host\r\n"
                + offer);
    later(attempt, DESCRIBE, new Input.DescriptionMade(attempt.link, attempt.description));
    byte[] candidate =
        Descriptions.ascii("candidate:2 1 udp 1686052607 " + address + " 50001 typ srflx");
    later(attempt, GATHER, new Input.CandidateFound(attempt.link, candidate));
  }

  private void later(Attempt attempt, int delay, Input input) {
    network
        .agenda()
        .after(
            delay,
            () -> {
              if (!attempt.ended && attempt.station.alive()) {
                attempt.station.input(input);
              }
            });
  }

  /** The attempt that made exactly this description, or null. */
  private @Nullable Attempt maker(byte[] description) {
    Attempt attempt = attempts.get(Descriptions.after("o=", description));
    return attempt != null && Arrays.equals(attempt.description, description) ? attempt : null;
  }

  private void answer(Attempt attempt, byte[] offer) {
    Attempt maker = maker(offer);
    if (maker == null || maker.station.index() == attempt.station.index()) {
      fail(attempt, 1);
      return;
    }
    attempt.offer = maker;
    describe(attempt);
    fail(attempt, GIVE_UP);
  }

  private void accept(@Nullable Attempt attempt, byte[] answer) {
    if (attempt == null || attempt.ended || attempt.matched != null) {
      return;
    }
    Attempt maker = maker(answer);
    if (maker == null || maker.offer != attempt || maker.matched != null) {
      fail(attempt, 1);
      return;
    }
    attempt.matched = maker;
    maker.matched = attempt;
    fail(attempt, GIVE_UP);
    int delay = 4 * network.latency(attempt.station, maker.station);
    network.agenda().after(delay, () -> open(attempt, maker));
  }

  private void fail(Attempt attempt, int delay) {
    network
        .agenda()
        .after(
            delay,
            () -> {
              if (attempt.ended) {
                return;
              }
              end(attempt);
              if (attempt.restarts == null) {
                attempt.station.input(new Input.LinkClosed(attempt.link, ErrorCode.CONNECT_FAILED));
              }
            });
  }

  private void open(Attempt offer, Attempt answer) {
    boolean ways = offer.station.alive() && answer.station.alive();
    if (offer.ended || answer.ended || !ways || network.parted(offer.station, answer.station)) {
      return;
    }
    end(offer);
    end(answer);
    if (offer.restarts != null || answer.restarts != null) {
      restart(offer, answer);
      return;
    }
    Wire.End one = new Wire.End(offer.station, offer.link);
    Wire.End two = new Wire.End(answer.station, answer.link);
    Wire wire = network.join(one, two);
    opened(offer, answer, wire);
    opened(answer, offer, wire);
  }

  /** The channels of a link go on over a new path. */
  private static void restart(Attempt offer, Attempt answer) {
    Wire wire = offer.restarts;
    if (wire != null && wire == answer.restarts) {
      wire.mend();
      offer.station.input(new Input.PathChanged(offer.link, Path.DIRECT));
      answer.station.input(new Input.PathChanged(answer.link, Path.DIRECT));
    }
  }

  private static void opened(Attempt own, Attempt other, Wire wire) {
    if (own.station instanceof SimulatedHost host) {
      host.transports().attach(own.link, wire);
    }
    byte[] local = Descriptions.join(fingerprint(own), fingerprint(other));
    byte[] remote = Descriptions.join(fingerprint(other), fingerprint(own));
    own.station.input(
        new Input.LinkOpened(own.link, LinkRole.SYMMETRIC, local, remote, Path.DIRECT));
  }

  private static byte[] fingerprint(Attempt attempt) {
    return Sha256.of(Descriptions.ascii("certificate of " + attempt.token));
  }

  /** The core gives up a link that is not open yet. */
  void cancel(SimulatedHost host, int link) {
    Attempt attempt = links.get(key(host, link));
    if (attempt != null) {
      end(attempt);
    }
  }

  private void end(Attempt attempt) {
    attempt.ended = true;
    attempts.remove(attempt.token);
    links.remove(key(attempt.station, attempt.link));
  }

  /** Attempts that are under way. */
  int underWay() {
    return attempts.size();
  }
}
