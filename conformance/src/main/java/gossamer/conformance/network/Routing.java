package gossamer.conformance.network;

import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.ProtocolException;
import java.util.List;

/** What a dishonest peer in the middle does to routed frames. */
final class Routing {
  private Routing() {}

  /** The envelope of a routed frame that carries such a payload; else the frame as it is. */
  static <T extends Payload> List<byte[]> replace(byte[] frame, Class<T> kind, Change<T> change) {
    if (FrameCodec.typeOf(frame) != 7) {
      return List.of(frame);
    }
    Envelope e = envelope(frame);
    if (!kind.isInstance(e.payload())) {
      return List.of(frame);
    }
    return List.of(encode(e, change.apply(kind.cast(e.payload()))));
  }

  /** Another payload in place of one. */
  interface Change<T extends Payload> {
    Payload apply(T payload);
  }

  /** The envelope of a routed frame. */
  static Envelope envelope(byte[] frame) {
    try {
      if (FrameCodec.decode(frame) instanceof Frame.Routed routed) {
        return routed.envelope();
      }
    } catch (ProtocolException malformed) {
      throw new IllegalStateException("a peer sent nonsense", malformed);
    }
    throw new IllegalArgumentException("no routed frame");
  }

  /** The same envelope with another payload. */
  static byte[] encode(Envelope e, Payload payload) {
    return FrameCodec.encode(
        new Frame.Routed(
            new Envelope(
                e.exchange(),
                e.source(),
                e.target(),
                e.mode(),
                e.hops(),
                e.path(),
                e.visited(),
                e.route(),
                payload)));
  }
}
