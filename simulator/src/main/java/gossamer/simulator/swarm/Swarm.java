package gossamer.simulator.swarm;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.ErrorCode;
import gossamer.simulator.Cryptography;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Many production peers on one timeline, and the internet between them. The same seed and the same
 * calls give the same run, byte for byte. One thread.
 */
public final class Swarm {
  /** The virtual time at the start: 2027-01-01T00:00:00Z, in milliseconds since 1970. */
  public static final long START = 1_798_761_600_000L;

  /** Who was let in and has no link after so long is let in again: milliseconds, and how often. */
  private static final int ALONE = 10_000;

  private static final int HAND_OVERS = 6;

  private final long seed;
  private final Cryptography cryptography;
  private final SeededRandom random;
  private final Internet internet;
  private final Timeline timeline = new Timeline();
  private final Setup setup = new Setup(this);
  private final Commons commons = new Commons();
  private final Traffic traffic = new Traffic();
  private final ArrayDeque<Input> answers = new ArrayDeque<>();
  private final List<Node> peers = new ArrayList<>();
  private final List<Node> masters = new ArrayList<>();
  private final Map<String, Node> doors = new HashMap<>();

  /** Ends of which whatever leaves vanishes without a word. */
  private final Set<End> mute = new HashSet<>();

  private final Invariants invariants = new Invariants(this);
  private int created;
  private int filled;
  private Habits habits = Habits.USUAL;
  private boolean parted;
  private boolean peersAreDoors;
  private int handedOver;
  private long trace;
  private Witness witness = (node, event) -> {};

  /** Who sees what the applications are told. */
  public interface Witness {
    /** An application was told something. It must not give commands at once. */
    void told(Node node, Event event);
  }

  /** A swarm without peers. */
  public Swarm(long seed, Internet internet) {
    this.seed = seed;
    this.internet = internet;
    this.cryptography = new QuickCryptography(seed);
    this.random = new SeededRandom(seed);
  }

  /** Links that later peers keep at most, and that their overlay opens by itself. */
  public void links(int most, int desired) {
    habits = habits.withLinks(most, desired);
  }

  /** Later peers look after their links so many times slower than real ones. */
  public void pace(int times) {
    habits = habits.withPace(times);
  }

  /** The overlay of later peers. */
  public void overlay(Topology other) {
    habits = habits.on(other);
  }

  Habits habits() {
    return habits;
  }

  /** Who sees events from now on. */
  public void witness(Witness other) {
    witness = other;
  }

  /** A new master; it joins all earlier ones. */
  public Node addMaster() {
    String address = "ws://m" + masters.size() + ".example:8080/gossamer";
    Node node = new Node(this, created++, address);
    doors.put(address, node);
    node.start();
    commons.add(node);
    node.tell(new Command.Join(new ArrayList<>(doors.keySet().stream().sorted().toList())));
    masters.add(node);
    return node;
  }

  /** Whether peers let later peers in, by a link that is handed over, and no master does. */
  public void doors(boolean peers) {
    peersAreDoors = peers;
  }

  /** So many new browsers that know no master, linked by an oracle, perhaps as much as they may. */
  public void fill(int count, boolean full) {
    new Oracle(this, count).fill(full);
    filled += count;
  }

  /** A new browser that knows nobody. */
  Node addStranger() {
    Node node = new Node(this, created++, null);
    node.place = peers.size();
    peers.add(node);
    node.start();
    commons.add(node);
    return node;
  }

  /** A new browser that joins by one of the masters, or by a link to a random peer. */
  public Node addPeer() {
    boolean first = peers.isEmpty();
    Node node = addStranger();
    if (peersAreDoors) {
      if (!first) {
        node.tell(new Command.Join(List.of()));
        letIn(node, HAND_OVERS);
      }
    } else if (!masters.isEmpty()) {
      int at = random.below(masters.size());
      node.tell(new Command.Join(List.of("ws://m" + at + ".example:8080/gossamer")));
    }
    return node;
  }

  /** Who is alone again after {@link #ALONE}, because the other went at once, asks the next one. */
  private void letIn(Node node, int tries) {
    if (tries == 0 || !node.alive || !node.peer.neighbours().isEmpty()) {
      return;
    }
    handedOver++;
    Node door = door(node);
    if (door != node) {
      setup.handOver(door, node);
    }
    at(now() + ALONE, () -> letIn(node, tries - 1));
  }

  /** Somebody at random who is in: who is alone has no link to hand over that leads anywhere. */
  private Node door(Node newcomer) {
    int start = random.below(peers.size());
    for (int i = 0; i < peers.size(); i++) {
      Node each = peers.get((start + i) % peers.size());
      if (each != newcomer && !each.peer.neighbours().isEmpty()) {
        return each;
      }
    }
    return peers.get(start);
  }

  /** The browsers that are alive, in no order that means anything. */
  public List<Node> peers() {
    return peers;
  }

  /** All masters, dead ones too. */
  public List<Node> masters() {
    return masters;
  }

  /** A peer's process dies: no goodbye, its links go silent. */
  public void kill(Node node) {
    if (!node.alive) {
      return;
    }
    node.alive = false;
    commons.remove(node);
    if (!node.master) {
      Node last = peers.remove(peers.size() - 1);
      if (last != node) {
        peers.set(node.place, last);
        last.place = node.place;
      }
    }
  }

  /** A peer says goodbye and goes. */
  public void leave(Node node) {
    node.tell(new Command.Leave());
    kill(node);
  }

  /** Parts the peers whose group is not 0 from the others, or heals the network. */
  public void part(boolean apart) {
    parted = apart;
  }

  /** Puts a peer on one of the two sides of later partitions. */
  public void group(Node node, int group) {
    node.group = (byte) group;
  }

  /**
   * Two peers are handed a link to each other, by a code that one shows and the other reads; false
   * when they were on one side of the partition.
   */
  public boolean bridge(Node one, Node two) {
    boolean apart = one.group != two.group;
    if (apart) {
      setup.handOver(one, two);
    }
    return apart;
  }

  /** Lets a peer do wrong from now on. */
  public void lie(Node node, Lies lies) {
    node.lies = lies;
  }

  /** Lets one direction of one of the peer's links go silent; false when it has none. */
  public boolean mute(Node node) {
    End end = node.links.first(End.class);
    if (end != null) {
      mute.add(end);
    }
    return end != null;
  }

  /** Milliseconds since the start. */
  public int now() {
    return timeline.now();
  }

  /** Lets virtual time pass: milliseconds. */
  public void run(int millis) {
    timeline.run(timeline.now() + millis);
  }

  /** Does something at a time: milliseconds since the start. */
  public void at(int time, Runnable action) {
    timeline.at(time, action);
  }

  /** What was sent so far. */
  public Traffic traffic() {
    return traffic;
  }

  /** What must always hold. */
  public Invariants invariants() {
    return invariants;
  }

  /** A digest of all frames that were delivered, with their times and ends: 16 digits. */
  public String trace() {
    return String.format("%016x", trace);
  }

  /** What ran, with every shortcut and the number of peers that it served. */
  public String description() {
    return internet.description()
        + "; "
        + cryptography.name()
        + ", for all "
        + created
        + " peers; "
        + handedOver
        + " links handed over to newcomers; links and contacts chosen by an oracle, for "
        + filled
        + " peers"
        + (habits.pace() == 1
            ? ""
            : "; all look after their links " + habits.pace() + " times slower");
  }

  /** Peers that were ever made, masters included. */
  public int created() {
    return created;
  }

  SeededRandom random() {
    return random;
  }

  long seed() {
    return seed;
  }

  long nowMillis() {
    return START + timeline.now();
  }

  Cryptography cryptography() {
    return cryptography;
  }

  Internet internet() {
    return internet;
  }

  Timeline timeline() {
    return timeline;
  }

  Setup setup() {
    return setup;
  }

  Commons commons() {
    return commons;
  }

  ArrayDeque<Input> answers() {
    return answers;
  }

  @Nullable Node door(String address) {
    return doors.get(address);
  }

  boolean parted(Node a, Node b) {
    return parted && a.group != b.group;
  }

  void told(Node node, Event event) {
    witness.told(node, event);
  }

  void send(End from, byte[] frame) {
    byte[] sent = from.node.lies == Lies.NONE ? frame : from.node.lies.twist(frame, random);
    if (sent != null) {
      traffic.sent(sent);
      arrive(from, sent);
    }
  }

  /** The other side is told after all that was sent. */
  void close(End from) {
    if (from.other != null) {
      arrive(from, null);
    }
    from.close();
  }

  private void arrive(End from, byte @Nullable [] frame) {
    if (from.closed() || from.other == null || mute.contains(from)) {
      return;
    }
    End to = from.other();
    if (to.closed()) {
      return;
    }
    to.arrival = Math.max(to.arrival, timeline.now() + internet.delay(from.node, to.node));
    timeline.at(to.arrival, new Arrival(this, to, frame));
  }

  private static final class Arrival extends Moment {
    private final Swarm swarm;
    private final End to;
    private final byte @Nullable [] frame;

    Arrival(Swarm swarm, End to, byte @Nullable [] frame) {
      this.swarm = swarm;
      this.to = to;
      this.frame = frame;
    }

    @Override
    void happen() {
      swarm.arrived(to, frame);
    }
  }

  private void arrived(End to, byte @Nullable [] frame) {
    Node from = to.other().node;
    if (to.closed() || !to.node.alive || parted(from, to.node)) {
      return;
    }
    if (frame == null) {
      to.close();
      to.node.input(new Input.LinkClosed(to.link, ErrorCode.CLOSED));
      return;
    }
    long where = (long) from.index << 32 ^ to.node.index;
    trace = Mixing.mix(trace ^ timeline.now() ^ Mixing.mix(where), frame, 0, frame.length);
    invariants.frame(to.node, frame);
    to.node.input(new Input.FrameReceived(to.link, frame));
  }
}
