package gossamer.conformance.network;

import gossamer.conformance.Expect;
import gossamer.peer.id.Id;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.ProtocolException;
import gossamer.simulator.HandMadePeer;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A neighbour of a master that was let in by a true Hello and then says what a test wants. */
final class Stranger {
  private static final String AUTHORITY = "m.example:8080";

  private final SimulatedNetwork network;
  private final SimulatedHost master;
  private final HandMadePeer peer;
  private final Greeting greeting;
  private long exchange = 1;

  Stranger(SimulatedNetwork network, SimulatedHost master) throws ProtocolException {
    this.network = network;
    this.master = master;
    peer = network.addHandMade(null);
    greeting = new Greeting(peer.identity(), network.nowMillis());
    greeting.network("test" + network.topology().mark());
    peer.dial(master, AUTHORITY);
    network.runUntil(() -> !peer.received().isEmpty(), Scenes.PATIENCE);
    greeting.challenged(peer.received().get(0));
    peer.send(greeting.hello(AUTHORITY));
    boolean in = network.runUntil(this::linked, Scenes.PATIENCE);
    Expect.that(in, "the stranger to be let in");
  }

  boolean linked() {
    return master.peer().neighbours().stream().anyMatch(n -> n.id().equals(id()));
  }

  Id id() {
    return greeting.record().id();
  }

  HandMadePeer peer() {
    return peer;
  }

  Greeting greeting() {
    return greeting;
  }

  void send(Frame frame) {
    peer.send(FrameCodec.encode(frame));
  }

  /** A request to the master, as this stranger would send it itself. */
  Frame request(Id target, Payload payload) {
    return new Frame.Routed(
        new Envelope(
            exchange++,
            id(),
            target,
            Envelope.Mode.EXACT,
            16,
            List.of(id()),
            List.of(),
            List.of(),
            payload));
  }

  /** Asks the master and waits for its reply. */
  Payload ask(Payload payload) throws ProtocolException {
    long asked = exchange;
    send(request(master.id(), payload));
    @Nullable Payload[] reply = new @Nullable Payload[1];
    int[] seen = {0};
    network.runUntil(
        () -> {
          List<byte[]> frames = peer.received();
          for (; seen[0] < frames.size(); seen[0]++) {
            Payload found = replyIn(frames.get(seen[0]), asked);
            if (found != null) {
              reply[0] = found;
            }
          }
          return reply[0] != null;
        },
        5_000);
    return Expect.present(reply[0], "a reply");
  }

  private static @Nullable Payload replyIn(byte[] bytes, long exchange) {
    try {
      if (FrameCodec.decode(bytes) instanceof Frame.Routed routed
          && routed.envelope().mode() == Envelope.Mode.REPLY
          && routed.envelope().exchange() == exchange) {
        return routed.envelope().payload();
      }
    } catch (ProtocolException malformed) {
      throw new IllegalStateException("the master sent nonsense", malformed);
    }
    return null;
  }
}
