package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.overlay.Kademlia;
import gossamer.peer.overlay.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A network on virtual time that hosts production peers and carries their encoded bytes. The same
 * seed and the same calls give the same run, byte for byte, on every platform.
 */
public final class SimulatedNetwork {
  /** The virtual time at the start: 2027-01-01T00:00:00Z, in milliseconds since 1970. */
  public static final long START = 1_798_761_600_000L;

  private final Agenda agenda = new Agenda();
  private @Nullable Trace trace;
  private int frames;
  private final Cryptography cryptography;
  private final long seed;
  private final List<SimulatedHost> hosts = new ArrayList<>();
  private final Map<String, Station> doors = new LinkedHashMap<>();
  private final List<Wire> wires = new ArrayList<>();
  private final List<Tap> taps = new ArrayList<>();
  private final WebRtc webRtc;
  private final SeededRandom random;
  private @Nullable Tamper tamper;
  private @Nullable List<Station> island;
  private final List<List<Station>> blocked = new ArrayList<>();
  private int stations;
  private Topology topology = new Kademlia();
  private int nearest = 5;
  private int farthest = 75;

  /** A network with stand-in cryptography. */
  public SimulatedNetwork(long seed) {
    this(seed, new StandInCryptography());
  }

  /** A network with this cryptography. */
  public SimulatedNetwork(long seed, Cryptography cryptography) {
    this.seed = seed;
    this.cryptography = cryptography;
    this.random = new SeededRandom(seed);
    this.webRtc = new WebRtc(this);
  }

  /** The overlay of the peers to come. */
  public SimulatedNetwork on(Topology other) {
    topology = other;
    return this;
  }

  /** The overlay of the peers. */
  public Topology topology() {
    return topology;
  }

  /** One-way latencies of pairs: drawn from the seed between these, in milliseconds. */
  public SimulatedNetwork latencies(int least, int most) {
    nearest = least;
    farthest = most;
    return this;
  }

  /** A new peer; it is not joined to anything yet. */
  public SimulatedHost add(PeerProfile profile) {
    SimulatedHost host = new SimulatedHost(this, profile, stations++);
    hosts.add(host);
    for (String address : profile.addresses()) {
      doors.put(address, host);
    }
    host.start();
    return host;
  }

  /** A peer whose frames a test writes by hand; it answers at the address when there is one. */
  public HandMadePeer addHandMade(@Nullable String address) {
    HandMadePeer peer = new HandMadePeer(this, stations++);
    if (address != null) {
      doors.put(address, peer);
    }
    return peer;
  }

  /** All production peers, in the order in which they were added. */
  public List<SimulatedHost> hosts() {
    return List.copyOf(hosts);
  }

  /** Milliseconds since the start. */
  public int now() {
    return agenda.now();
  }

  /** The virtual time in milliseconds since 1970. */
  public long nowMillis() {
    return START + agenda.now();
  }

  /** Lets this much virtual time pass. */
  public void run(int millis) {
    int end = agenda.now() + millis;
    while (agenda.step(end)) {
      // Each step does the work.
    }
  }

  /**
   * Lets virtual time pass until the condition holds, at most {@code millis}.
   *
   * @return whether it came to hold
   */
  public boolean runUntil(BooleanSupplier condition, int millis) {
    int end = agenda.now() + millis;
    boolean more = true;
    while (!condition.getAsBoolean()) {
      if (!more) {
        return false;
      }
      more = agenda.step(end);
    }
    return true;
  }

  /** Sees all frames at all peers from now on. */
  public void tap(Tap tap) {
    taps.add(tap);
  }

  /** Changes what travels from now on; null ends it. */
  public void tamper(@Nullable Tamper changes) {
    tamper = changes;
  }

  /** Parts these peers from all others, without a word; null heals the network. */
  public void part(@Nullable List<? extends Station> apart) {
    island = apart == null ? null : List.copyOf(apart);
  }

  /** A firewall between two peers, from now on or no longer: nothing passes directly. */
  public void block(Station a, Station b, boolean blocks) {
    blocked.removeIf(pair -> pair.contains(a) && pair.contains(b));
    if (blocks) {
      blocked.add(List.of(a, b));
    }
  }

  /** Breaks all links between two peers; {@code told} says whether they notice at once. */
  public void breakLinks(Station a, Station b, boolean told) {
    for (Wire wire : List.copyOf(wires)) {
      if (wire.joins(a, b)) {
        if (told) {
          wire.snap();
        } else {
          wire.cut();
        }
      }
    }
  }

  /** Open transports between two peers. */
  public int transports(Station a, Station b) {
    int count = 0;
    for (Wire wire : wires) {
      count += wire.joins(a, b) ? 1 : 0;
    }
    return count;
  }

  /** Sends a frame to {@code to} as if {@code from} had sent it, over a transport that is open. */
  public void inject(Station from, Station to, byte[] frame) {
    for (Wire wire : wires) {
      if (wire.joins(from, to)) {
        wire.send(wire.at(from), frame);
        return;
      }
    }
    throw new IllegalStateException("no transport");
  }

  /** Frames that were delivered so far. */
  public int frames() {
    return frames;
  }

  /** Keeps a trace from now on; without it a run is faster. */
  public SimulatedNetwork traced() {
    trace = new Trace();
    return this;
  }

  /** A digest of all frames that were delivered, with their times and ends: 64 digits. */
  public String trace() {
    Trace kept = trace;
    if (kept == null) {
      throw new IllegalStateException("no trace is kept");
    }
    return kept.digest();
  }

  /** What ran: for reports. */
  public String description() {
    return hosts.size() + " peers, seed " + seed + ", cryptography: " + cryptography.name();
  }

  Agenda agenda() {
    return agenda;
  }

  Cryptography cryptography() {
    return cryptography;
  }

  WebRtc webRtc() {
    return webRtc;
  }

  SeededRandom random() {
    return random;
  }

  long seed() {
    return seed;
  }

  @Nullable Tamper tamper() {
    return tamper;
  }

  @Nullable Station door(String address) {
    return doors.get(address);
  }

  boolean parted(Station a, Station b) {
    for (List<Station> pair : blocked) {
      if (pair.contains(a) && pair.contains(b)) {
        return true;
      }
    }
    return island != null && island.contains(a) != island.contains(b);
  }

  /** One-way latency of a pair in milliseconds: the same in both directions, for ever. */
  int latency(Station a, Station b) {
    int low = Math.min(a.index(), b.index());
    int high = Math.max(a.index(), b.index());
    int mixed = ((int) seed * 31 + low) * 0x9e3779b1 ^ high * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 15) * 0x2c1b3c6d;
    return nearest + ((mixed ^ mixed >>> 13) >>> 1) % (farthest - nearest + 1);
  }

  Wire join(Wire.End first, Wire.End second) {
    Wire wire = new Wire(this, first, second);
    wires.add(wire);
    return wire;
  }

  void gone(Wire wire) {
    wires.remove(wire);
  }

  void sent(Station from, byte[] frame) {
    for (Tap tap : taps) {
      tap.frame(from, false, frame);
    }
  }

  void delivered(Station from, Wire.End to, byte[] frame) {
    frames++;
    Trace kept = trace;
    if (kept != null) {
      kept.add(agenda.now(), from.index(), to.station.index(), frame);
    }
    for (Tap tap : taps) {
      tap.frame(to.station, true, frame);
    }
    to.station.input(new Input.FrameReceived(to.link, frame));
  }
}
