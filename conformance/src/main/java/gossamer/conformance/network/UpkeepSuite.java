package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.overlay.Buckets;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.StoredValue.Immutable;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a peer keeps while others come and go: contacts, links, values and the ways of replies. */
public final class UpkeepSuite implements Suite {
  private static final int DRAWS = 8;
  private static final int ROUTED = 7;

  /** Links of a peer that many want links to. */
  private static final int ROOM = 8;

  /** Milliseconds in which a goodbye comes; a later answer may tell of who left once more. */
  private static final int GOODBYE = 1_000;

  private final Topology topology;

  /** On this overlay. */
  public UpkeepSuite(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return Scenes.on(topology, "upkeep");
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("contacts: k of every distance, or all that there are", () -> contacts(seed));
    checks.test(
        "a contact that said goodbye is forgotten, wherever it stood", () -> forgotten(seed));
    checks.test(
        "above the limit a link of every distance stays", () -> draws(seed, this::everyDistance));
    checks.test("above the limit links in use stay", () -> draws(seed, this::used));
    checks.test("a value survives when its keepers leave one by one", () -> handedOn(seed));
    checks.test(
        "a reply whose way back is cut comes before a retry", () -> draws(seed, this::wayBack));
  }

  private interface Draw {
    void run(long seed);
  }

  private static void draws(long seed, Draw draw) {
    for (int i = 0; i < DRAWS; i++) {
      draw.run(seed + i);
    }
  }

  private int[] byBucket(SimulatedHost at, List<Id> ids) {
    int[] counts = new int[Id.BITS + 1];
    for (Id id : ids) {
      counts[topology.bucket(at.id(), id)]++;
    }
    return counts;
  }

  private static List<Id> contactsOf(SimulatedHost host) {
    List<Id> ids = new ArrayList<>();
    for (PeerRecord contact : host.peer().contacts()) {
      ids.add(contact.id());
    }
    return ids;
  }

  /** The master was linked to all, so that nothing but the bound of a bucket kept anybody out. */
  private void contacts(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<Id> met = new ArrayList<>();
    for (SimulatedHost browser : Scenes.browsers(network, 6 * Buckets.K, "m")) {
      met.add(browser.id());
    }
    network.run(2_000);
    int[] there = byBucket(master, met);
    int[] kept = byBucket(master, contactsOf(master));
    for (int i = 0; i < there.length; i++) {
      Expect.equal(Math.min(Buckets.K, there[i]), kept[i], "contacts in bucket " + i);
    }
  }

  private void forgotten(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    SimulatedHost master = network.add(PeerProfile.master("m"));
    List<SimulatedHost> browsers = Scenes.browsers(network, Buckets.K, "m");
    network.run(2_000);
    for (SimulatedHost browser : browsers) {
      browser.tell(new Command.Leave());
      for (int waited = 0; waited < GOODBYE && master.linkedTo(browser); waited++) {
        network.run(1);
      }
      Expect.that(
          !contactsOf(master).contains(browser.id()),
          "who said goodbye to be no contact, seed " + seed);
    }
  }

  private SimulatedNetwork sought(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m"));
    network.add(PeerProfile.browser().withLinks(ROOM, 0)).join("m");
    Scenes.browsers(network, 3 * ROOM, "m");
    Scenes.joined(network, network.hosts());
    return network;
  }

  /** Connects to each and disconnects again: the link stays, and nobody uses it. */
  private static void visit(SimulatedNetwork network, SimulatedHost peer, List<SimulatedHost> all) {
    for (SimulatedHost each : all) {
      Scenes.answered(network, peer.connect(each.record()));
      peer.tell(new Command.Disconnect(each.id()));
      network.run(200);
    }
    Expect.atLeast(1, peer.count(ErrorCode.EVICTED), "links given up");
    Expect.atMost(ROOM, peer.peer().neighbours().size(), "links");
  }

  /**
   * The near ones are few, so that a peer that gave up these would soon find nobody near it. Where
   * it met more distances than it has room for (a ring has two sides) it keeps none of them twice.
   */
  private void everyDistance(long seed) {
    SimulatedNetwork network = sought(seed);
    SimulatedHost small = network.hosts().get(1);
    visit(network, small, network.hosts().subList(2, network.hosts().size()));
    List<Id> linked = new ArrayList<>();
    for (PeerRecord neighbour : small.peer().neighbours()) {
      if (neighbour.kind() != PeerKind.MASTER) {
        linked.add(neighbour.id());
      }
    }
    List<Id> met = new ArrayList<>();
    for (Event.LinkUp up : small.events(Event.LinkUp.class)) {
      if (up.peer().kind() != PeerKind.MASTER) {
        met.add(up.peer().id());
      }
    }
    int[] kept = byBucket(small, linked);
    int[] before = byBucket(small, met);
    boolean hasSpare = Arrays.stream(kept).anyMatch(links -> links > 1);
    for (int i = 0; i < kept.length; i++) {
      if (before[i] > 0 && hasSpare) {
        Expect.atLeast(1, kept[i], "links in bucket " + i + ", seed " + seed);
      }
    }
  }

  private void used(long seed) {
    SimulatedNetwork network = sought(seed);
    SimulatedHost small = network.hosts().get(1);
    List<SimulatedHost> friends = network.hosts().subList(2, 2 + ROOM / 2);
    for (SimulatedHost friend : friends) {
      Scenes.connect(network, small, friend);
    }
    visit(network, small, network.hosts().subList(2 + ROOM / 2, network.hosts().size()));
    for (SimulatedHost friend : friends) {
      Expect.that(small.linkedTo(friend), "the links in use to stay, seed " + seed);
      for (Event.LinkDown down : small.events(Event.LinkDown.class)) {
        Expect.that(!down.peer().equals(friend.id()), "no such link to be lost, seed " + seed);
      }
    }
  }

  /**
   * Those that come later are given nothing at first; what they have in the end was handed on to
   * them.
   */
  private void handedOn(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m"));
    willing(network, 5);
    network.run(3_000);
    List<SimulatedHost> keepers = network.hosts();
    Immutable value = new Immutable(new byte[] {1, 2, 3}, network.nowMillis() + 3_600_000);
    Scenes.succeeds(network, keepers.get(1).put(value), "a put");
    List<SimulatedHost> later = willing(network, 5);
    network.run(10_000);
    for (int i = 1; i <= keepers.size(); i++) {
      // Who stored it goes first and the master last.
      SimulatedHost leaver = keepers.get(i % keepers.size());
      leaver.tell(new Command.Leave());
      network.run(1_000);
      leaver.kill();
      network.run(2_000);
    }
    for (SimulatedHost host : later) {
      Scenes.succeeds(network, host.get(value.key()), "a get");
    }
  }

  /** Browsers that link to each other by themselves. */
  private static List<SimulatedHost> willing(SimulatedNetwork network, int count) {
    List<SimulatedHost> browsers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimulatedHost browser = network.add(PeerProfile.browser().withLinks(48, 6));
      browser.join("m");
      browsers.add(browser);
    }
    Scenes.joined(network, browsers);
    return browsers;
  }

  /** Four in a ring: the message goes from the first to the third past one of the others. */
  private void wayBack(long seed) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> ring = Scenes.browsers(network, 4, "m");
    for (int i = 0; i < 4; i++) {
      Scenes.connect(network, ring.get(i), ring.get((i + 1) % 4));
    }
    Scenes.detach(network, ring);
    SimulatedHost from = ring.get(0);
    List<SimulatedHost> between = new ArrayList<>();
    network.tap((at, received, frame) -> {
      for (SimulatedHost host : List.of(ring.get(1), ring.get(3))) {
        if (received && at.index() == host.index() && carriesLetter(frame)) {
          between.add(host);
        }
      }
    });
    Outcome sent = from.message(ring.get(2).id(), new byte[] {1});
    Expect.that(
        network.runUntil(() -> !between.isEmpty(), Scenes.PATIENCE), "somebody to pass it on");
    network.breakLinks(from, between.get(0), true);
    network.runUntil(sent::answered, 1_000);
    Expect.that(sent.succeeded(), "an answer within a second, seed " + seed + ", found " + sent);
  }

  private static boolean carriesLetter(byte[] frame) {
    return FrameCodec.typeOf(frame) == ROUTED
        && Routing.envelope(frame).payload() instanceof Payload.Sealed;
  }
}
