package gossamer.simulator.swarm;

import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a peer does wrong in all that it sends; otherwise it is a production peer. */
public enum Lies {
  /** Nothing. */
  NONE,
  /** It claims neighbours that nobody has ever met. */
  NEIGHBOURS,
  /** It neither answers nor passes anything on. */
  SILENCE,
  /** The records in its answers are not what their owners signed. */
  RECORDS,
  /** Its answers belong to exchanges that nobody began. */
  EXCHANGES,
  /** What it passes on carries a source route to nowhere, and it hides that it was there. */
  ROUTES;

  /** The frame that leaves in place of another, or null for none. */
  byte @Nullable [] twist(byte[] frame, SeededRandom random) {
    try {
      Frame twisted = twist(FrameCodec.decode(frame), random);
      return twisted == null ? null : FrameCodec.encode(twisted);
    } catch (ProtocolException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Frame twist(Frame frame, SeededRandom random) throws ProtocolException {
    if (frame instanceof Frame.Neighbours n && this == NEIGHBOURS) {
      return new Frame.Neighbours(strangers(n.ids().size(), random));
    }
    if (!(frame instanceof Frame.Routed routed)) {
      return frame;
    }
    Envelope e = routed.envelope();
    boolean began = e.path().size() == 1 && e.mode() != Envelope.Mode.REPLY;
    boolean reply = e.mode() == Envelope.Mode.REPLY;
    return switch (this) {
      case NONE, NEIGHBOURS -> frame;
      case SILENCE -> began ? frame : null;
      case RECORDS ->
          e.payload() instanceof Payload.Nodes nodes
              ? payload(e, new Payload.Nodes(forged(nodes.records())))
              : frame;
      case EXCHANGES -> reply ? exchange(e, random.nextInt()) : frame;
      case ROUTES -> reply || began || e.path().isEmpty() ? frame : route(e, strangers(4, random));
    };
  }

  private static List<Id> strangers(int count, SeededRandom random) {
    List<Id> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(Id.random(random));
    }
    return ids;
  }

  /** The last byte of a record is one of the signature's. */
  private static List<PeerRecord> forged(List<PeerRecord> records) throws ProtocolException {
    List<PeerRecord> forged = new ArrayList<>();
    for (PeerRecord record : records) {
      byte[] bytes = record.encoded().clone();
      bytes[bytes.length - 1] ^= 1;
      forged.add(PeerRecord.decode(bytes));
    }
    return forged;
  }

  private static Frame payload(Envelope e, Payload other) {
    return new Frame.Routed(
        new Envelope(
            e.exchange(),
            e.source(),
            e.target(),
            e.mode(),
            e.hops(),
            e.path(),
            e.visited(),
            e.route(),
            other));
  }

  private static Frame exchange(Envelope e, long other) {
    return new Frame.Routed(
        new Envelope(
            other,
            e.source(),
            e.target(),
            e.mode(),
            e.hops(),
            e.path(),
            e.visited(),
            e.route(),
            e.payload()));
  }

  private static Frame route(Envelope e, List<Id> other) {
    List<Id> path = new ArrayList<>(e.path().subList(0, e.path().size() - 1));
    return new Frame.Routed(
        new Envelope(
            e.exchange(),
            e.source(),
            e.target(),
            e.mode(),
            e.hops(),
            path,
            e.visited(),
            other,
            e.payload()));
  }
}
