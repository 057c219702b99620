package gossamer.conformance.network;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.overlay.Topology;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.StoredValue;
import gossamer.peer.wire.StoredValue.Entry;
import gossamer.peer.wire.StoredValue.Immutable;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.List;

/** The values of the DHT: what is kept, found, replaced, refused and forgotten. */
public final class RecordSuite implements Suite {
  private static final int HOUR = 3_600_000;

  private final Topology topology;

  /** On this overlay. */
  public RecordSuite(Topology topology) {
    this.topology = topology;
  }

  @Override
  public String name() {
    return Scenes.on(topology, "records");
  }

  @Override
  public void define(Checks checks) {
    long seed = checks.seed();
    checks.test("an immutable value is found by everybody", () -> immutable(seed));
    checks.test("a value outlives who stored it", () -> outlives(seed));
    checks.test("all of the k closest keep a value", () -> keptByAll(seed));
    checks.test("an own entry is replaced by a newer one only", () -> sequence(seed));
    checks.test("many publishers share one key", () -> shared(seed));
    checks.test("a value is forgotten after its expiry", () -> expiry(seed));
    checks.test("a key under which nothing is stored is NOT_FOUND", () -> missing(seed));
    checks.test("a value above the limit is TOO_LARGE", () -> oversize(seed));
    checks.test("a value that is expired or lives too long is refused", () -> lifetimes(seed));
    checks.test("a forged entry is refused", () -> forged(seed));
    checks.test("an entry under somebody else's own key is refused", () -> foreignKey(seed));
    checks.test("an older entry is refused as replayed", () -> replayed(seed));
    checks.test("a forged answer is not believed", () -> forgedAnswer(seed));
    checks.test("values of one key and of one peer are bounded", () -> bounded(seed));
  }

  private SimulatedNetwork network(long seed, int browsers) {
    SimulatedNetwork network = new SimulatedNetwork(seed).on(topology);
    network.add(PeerProfile.master("m"));
    Scenes.browsers(network, browsers, "m");
    network.run(2_000);
    return network;
  }

  private static Immutable value(SimulatedNetwork network, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    return new Immutable(bytes, network.nowMillis() + HOUR);
  }

  private static Entry entry(SimulatedHost host, Id key, Claim claim) {
    return new Entry(
        key,
        host.record().signingKey(),
        new byte[0],
        claim.owned,
        claim.sequence,
        claim.expires,
        new byte[] {(byte) claim.sequence},
        new byte[PeerRecord.SIGNATURE]);
  }

  private record Claim(boolean owned, long sequence, long expires) {}

  private static List<StoredValue> got(SimulatedNetwork network, SimulatedHost host, Id key) {
    Outcome outcome = Scenes.succeeds(network, host.get(key), "a get");
    return outcome.event() instanceof Event.Got got ? got.values() : List.of();
  }

  private void immutable(long seed) {
    SimulatedNetwork network = network(seed, 8);
    for (int length : new int[] {0, 1, Limits.VALUE}) {
      Immutable value = value(network, length);
      Scenes.succeeds(network, network.hosts().get(1).put(value), "a put");
      for (SimulatedHost host : network.hosts()) {
        List<StoredValue> found = got(network, host, value.key());
        Expect.equal(1, found.size(), "values");
        Expect.bytes(value.value(), found.get(0).value(), "value");
      }
    }
  }

  /** There are fewer peers than k, so that whoever is left alone has the value itself. */
  private void keptByAll(long seed) {
    for (int left = 2; left <= 6; left++) {
      SimulatedNetwork network = network(seed, 6);
      Immutable value = value(network, 100);
      List<SimulatedHost> hosts = network.hosts();
      Scenes.succeeds(network, hosts.get(1).put(value), "a put");
      network.run(5_000);
      for (SimulatedHost host : hosts) {
        if (host != hosts.get(left)) {
          host.kill();
        }
      }
      Scenes.succeeds(network, hosts.get(left).get(value.key()), "a get");
    }
  }

  private void outlives(long seed) {
    SimulatedNetwork network = network(seed, 8);
    Immutable value = value(network, 100);
    Scenes.succeeds(network, network.hosts().get(1).put(value), "a put");
    network.hosts().get(1).kill();
    network.hosts().get(0).kill();
    // Without its master nobody has links; with a new master all meet again.
    network.add(PeerProfile.master("n"));
    for (SimulatedHost host : network.hosts().subList(2, 9)) {
      host.join("n");
    }
    network.run(15_000);
    SimulatedHost late = Scenes.browsers(network, 1, "n").get(0);
    network.run(2_000);
    Expect.equal(1, got(network, late, value.key()).size(), "values");
  }

  private void sequence(long seed) {
    SimulatedNetwork network = network(seed, 4);
    SimulatedHost owner = network.hosts().get(1);
    SimulatedHost reader = network.hosts().get(3);
    Id key = StoredValue.ownKey(owner.record().signingKey(), new byte[0]);
    long expires = network.nowMillis() + HOUR;
    for (long sequence : new long[] {1, 2, 5}) {
      Entry entry = entry(owner, key, new Claim(true, sequence, expires));
      Scenes.succeeds(network, owner.put(entry), "entry " + sequence);
      List<StoredValue> found = got(network, reader, key);
      Expect.equal(1, found.size(), "entries");
      Expect.equal((int) sequence, found.get(0).value()[0] & 255, "the newest");
    }
    Outcome older = owner.put(entry(owner, key, new Claim(true, 3, expires)));
    Expect.equal(ErrorCode.REPLAYED, Scenes.answered(network, older).failure(), "an older one");
    Expect.equal(5, got(network, reader, key).get(0).value()[0] & 255, "the newest stays");
  }

  private void shared(long seed) {
    SimulatedNetwork network = network(seed, 8);
    Id key = Id.random(new SeededRandom(seed));
    long expires = network.nowMillis() + HOUR;
    for (int i = 1; i < 9; i++) {
      SimulatedHost host = network.hosts().get(i);
      Entry entry = entry(host, key, new Claim(false, i, expires));
      Scenes.succeeds(network, host.put(entry), "an entry");
    }
    Expect.equal(8, got(network, network.hosts().get(1), key).size(), "entries of all");
  }

  private void expiry(long seed) {
    SimulatedNetwork network = network(seed, 3);
    Immutable value = new Immutable(new byte[] {1}, network.nowMillis() + 60_000);
    Scenes.succeeds(network, network.hosts().get(1).put(value), "a put");
    network.run(50_000);
    Expect.equal(1, got(network, network.hosts().get(2), value.key()).size(), "before");
    network.run(10_001);
    for (SimulatedHost host : network.hosts()) {
      Outcome outcome = Scenes.answered(network, host.get(value.key()));
      Expect.equal(ErrorCode.NOT_FOUND, outcome.failure(), "after");
    }
  }

  private void missing(long seed) {
    SimulatedNetwork network = network(seed, 3);
    Outcome outcome = network.hosts().get(1).get(Id.random(new SeededRandom(seed)));
    Expect.equal(ErrorCode.NOT_FOUND, Scenes.answered(network, outcome).failure(), "failure");
  }

  private void oversize(long seed) {
    SimulatedNetwork network = network(seed, 2);
    Outcome outcome = network.hosts().get(1).put(value(network, Limits.VALUE + 1));
    Expect.equal(ErrorCode.TOO_LARGE, Scenes.answered(network, outcome).failure(), "failure");
  }

  private void lifetimes(long seed) {
    SimulatedNetwork network = network(seed, 2);
    SimulatedHost host = network.hosts().get(1);
    Outcome past = host.put(new Immutable(new byte[1], network.nowMillis() - 1));
    Expect.equal(ErrorCode.EXPIRED, Scenes.answered(network, past).failure(), "past");
    Outcome ages = host.put(new Immutable(new byte[1], network.nowMillis() + 800L * HOUR));
    Expect.equal(
        ErrorCode.INVALID_ARGUMENT, Scenes.answered(network, ages).failure(), "too long a life");
  }

  private void refused(long seed, ErrorCode code, Forgery forgery) throws ProtocolException {
    SimulatedNetwork network = network(seed, 1);
    SimulatedHost master = network.hosts().get(0);
    Stranger stranger = new Stranger(network, master);
    Entry entry = forgery.make(network, stranger);
    Payload reply = stranger.ask(new Payload.Store(entry));
    Expect.equal(new Payload.Failure(code), reply, "reply");
    Expect.atLeast(1, master.count(code), "count");
    Expect.that(stranger.linked(), "the stranger to stay: somebody else may have made the value");
  }

  private interface Forgery {
    Entry make(SimulatedNetwork network, Stranger stranger) throws ProtocolException;
  }

  private static Entry own(SimulatedNetwork network, Stranger stranger, long sequence) {
    byte[] publisher = stranger.peer().identity().signingKey();
    Entry entry =
        new Entry(
            StoredValue.ownKey(publisher, new byte[0]),
            publisher,
            new byte[0],
            true,
            sequence,
            network.nowMillis() + HOUR,
            new byte[] {1},
            new byte[PeerRecord.SIGNATURE]);
    return entry.signed(stranger.peer().identity().sign(entry.signedBytes()));
  }

  private void forged(long seed) throws ProtocolException {
    refused(
        seed,
        ErrorCode.BAD_SIGNATURE,
        (network, stranger) -> {
          byte[] signature = own(network, stranger, 1).signature().clone();
          signature[10] ^= 1;
          return own(network, stranger, 1).signed(signature);
        });
  }

  private void foreignKey(long seed) throws ProtocolException {
    refused(
        seed,
        ErrorCode.INVALID_ARGUMENT,
        (network, stranger) -> {
          Entry own = own(network, stranger, 1);
          Id key = StoredValue.ownKey(network.hosts().get(1).record().signingKey(), new byte[0]);
          Entry foreign =
              new Entry(
                  key,
                  own.publisher(),
                  own.salt(),
                  true,
                  1,
                  own.expiresAt(),
                  own.value(),
                  own.signature());
          return foreign.signed(stranger.peer().identity().sign(foreign.signedBytes()));
        });
  }

  private void replayed(long seed) throws ProtocolException {
    refused(
        seed,
        ErrorCode.REPLAYED,
        (network, stranger) -> {
          Payload reply = stranger.ask(new Payload.Store(own(network, stranger, 9)));
          Expect.that(reply instanceof Payload.Ack, "the newer one to be kept");
          return own(network, stranger, 8);
        });
  }

  private void forgedAnswer(long seed) {
    SimulatedNetwork network = network(seed, 2);
    SimulatedHost reader = network.hosts().get(1);
    Id key = Id.random(new SeededRandom(seed));
    // The master answers every FIND_VALUE with an entry that nobody signed.
    Entry entry =
        entry(network.hosts().get(2), key, new Claim(false, 1, network.nowMillis() + HOUR));
    network.tamper((from, to, frame) ->
        Routing.replace(
            frame,
            Payload.Values.class,
            values -> new Payload.Values(List.of(entry), values.records())));
    Outcome outcome = Scenes.answered(network, reader.get(key));
    Expect.equal(ErrorCode.NOT_FOUND, outcome.failure(), "failure");
    Expect.atLeast(1, reader.count(ErrorCode.BAD_SIGNATURE), "refused");
  }

  private void bounded(long seed) throws ProtocolException {
    SimulatedNetwork network = network(seed, 2);
    SimulatedHost master = network.hosts().get(0);
    Stranger stranger = new Stranger(network, master);
    for (int i = 0; i < 6_000; i++) {
      byte[] bytes = {1, (byte) (i >> 8), (byte) i};
      stranger.send(
          stranger.request(
              master.id(), new Payload.Store(new Immutable(bytes, network.nowMillis() + HOUR))));
      if (i % 300 == 0) {
        network.run(150);
      }
    }
    network.run(1_000);
    Expect.atLeast(1, master.count(ErrorCode.LIMIT), "values refused for want of room");
    Immutable honest = value(network, 50);
    Scenes.succeeds(network, network.hosts().get(1).put(honest), "an honest put");
    Expect.equal(1, got(network, network.hosts().get(2), honest.key()).size(), "found");
  }
}
