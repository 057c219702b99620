package gossamer.conformance.network;

import gossamer.conformance.Expect;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.ProtocolException;
import gossamer.simulator.SimulatedHost;
import gossamer.simulator.SimulatedNetwork;
import gossamer.simulator.WebRtc;

/** What a peer in the middle can see: every frame that it gets and sends. */
final class Spy {
  private final SimulatedHost host;
  private int frames;
  private int sealed;
  private int lookups;
  private int stores;
  private String leak = "";

  private Spy(SimulatedHost host) {
    this.host = host;
  }

  static Spy on(SimulatedNetwork network, SimulatedHost host) {
    Spy spy = new Spy(host);
    network.tap((at, incoming, frame) -> {
      if (at.index() == spy.host.index()) {
        spy.see(frame);
      }
    });
    return spy;
  }

  private void see(byte[] frame) {
    frames++;
    for (String secret : new String[] {WebRtc.MARKER, WebRtc.ADDRESS, "candidate:"}) {
      if (contains(frame, secret)) {
        leak = secret;
      }
    }
    Payload payload = payload(frame);
    sealed += payload instanceof Payload.Sealed ? 1 : 0;
    lookups += payload instanceof Payload.FindNode || payload instanceof Payload.Nodes ? 1 : 0;
    stores += payload instanceof Payload.Store ? 1 : 0;
  }

  /** The payload of a routed frame; an empty message for other frames. */
  static Payload payload(byte[] frame) {
    if (FrameCodec.typeOf(frame) != 7) {
      return new Payload.Message(new byte[0]);
    }
    try {
      if (FrameCodec.decode(frame) instanceof Frame.Routed routed) {
        return routed.envelope().payload();
      }
    } catch (ProtocolException malformed) {
      return new Payload.Failure(malformed.code());
    }
    return new Payload.Message(new byte[0]);
  }

  private static boolean contains(byte[] frame, String text) {
    char first = text.charAt(0);
    for (int start = 0; start + text.length() <= frame.length; start++) {
      if (frame[start] == first && matches(frame, start, text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] frame, int start, String text) {
    for (int i = 1; i < text.length(); i++) {
      if (frame[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The peer carried sealed bodies, and nothing of a description could be read. */
  void sawOnlySealed() {
    Expect.equal("", leak, "what could be read in the middle");
    Expect.atLeast(2, sealed, "sealed bodies carried");
  }

  int frames() {
    return frames;
  }

  int lookups() {
    return lookups;
  }

  int stores() {
    return stores;
  }
}
