package gossamer.conformance.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.conformance.Catalogue;
import gossamer.peer.host.Event;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Payload;
import gossamer.simulator.Outcome;
import gossamer.simulator.PeerProfile;
import gossamer.simulator.SharedFile;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same networks with real keys, signatures and seals in place of the stand-in. */
class RealCryptographyTest {
  private final SimulatedNetwork network =
      new SimulatedNetwork(Catalogue.SEED, new JcaCryptography());

  @Test
  void aLineConnectsThroughItsMiddleWhichSeesNothing() {
    List<SimulatedHost> line = LineSuite.lineOf(network, true);
    Spy spy = Spy.on(network, line.get(1));
    Scenes.succeeds(network, line.get(0).connect(line.get(2).id()), "A to reach C");
    network.run(2_000);
    spy.sawOnlySealed();
  }

  @Test
  void aCrowdTalksAndSharesAFile() {
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> peers = Scenes.browsers(network, 20, "m");
    network.run(2_000);
    for (int i = 0; i < peers.size(); i++) {
      SimulatedHost other = peers.get((i + 7) % peers.size());
      Scenes.succeeds(network, peers.get(i).message(other.id(), new byte[] {1}), "a message");
      assertEquals(1, other.events(Event.MessageReceived.class).size());
    }
    SharedFile file = SharedFile.of(100_000, 1);
    Scenes.succeeds(network, peers.get(0).share(file), "a share");
    var download = peers.get(9).fetch(file.content(), List.of(peers.get(0).record()));
    Scenes.succeeds(network, download.outcome(), "a fetch");
    assertTrue(Arrays.equals(file.bytes(), download.bytes()));
  }

  @Test
  void anAlteredSealDoesNotOpen() {
    network.add(PeerProfile.master("m"));
    List<SimulatedHost> peers = Scenes.browsers(network, 2, "m");
    network.run(1_000);
    network.tamper((from, to, frame) ->
        from.index() == 0
            ? Routing.replace(frame, Payload.Sealed.class, RealCryptographyTest::flipped)
            : List.of(frame));
    Outcome outcome =
        Scenes.answered(network, peers.get(0).message(peers.get(1).id(), new byte[] {1}));
    assertEquals(ErrorCode.BAD_SEAL, outcome.failure());
    assertTrue(peers.get(1).count(ErrorCode.BAD_SEAL) > 0);
  }

  private static Payload flipped(Payload.Sealed sealed) {
    byte[] body = sealed.body().clone();
    body[body.length - 1] ^= 1;
    return new Payload.Sealed(body);
  }

  @Test
  void theStandInIsNamedInWhatIsReported() {
    assertEquals(
        "0 peers, seed 5, cryptography: stand-in of keyed SHA-256 over checksums for Ed25519,"
            + " X25519 and AES-GCM",
        new SimulatedNetwork(5).description());
    assertTrue(network.description().contains("of the JDK"));
  }
}
