package gossamer.peer.wire;

import gossamer.peer.id.Id;
import gossamer.peer.wire.Payload.Ack;
import gossamer.peer.wire.Payload.Failure;
import gossamer.peer.wire.Payload.FindNode;
import gossamer.peer.wire.Payload.FindValue;
import gossamer.peer.wire.Payload.Knock;
import gossamer.peer.wire.Payload.Message;
import gossamer.peer.wire.Payload.Nodes;
import gossamer.peer.wire.Payload.Sealed;
import gossamer.peer.wire.Payload.Store;
import gossamer.peer.wire.Payload.Values;
import java.util.ArrayList;
import java.util.List;

/** The bytes of an {@link Envelope} and its {@link Payload} inside a Routed frame. */
final class EnvelopeCodec {
  /** Bytes of a nonce in a Knock. */
  private static final int KNOCK_NONCE = 16;

  /** Longest proof in an Ack. */
  private static final int PROOF = 32;

  private EnvelopeCodec() {}

  static Writer write(Writer out, Envelope e) {
    out.i64(e.exchange()).id(e.source()).id(e.target()).u8(e.mode().ordinal()).u8(e.hops());
    out.ids(e.path()).ids(e.visited()).ids(e.route());
    return writePayload(out, e.payload());
  }

  static Envelope read(Reader in) throws ProtocolException {
    long exchange = in.i64();
    Id source = in.id();
    Id target = in.id();
    Envelope.Mode mode = Envelope.Mode.read(in);
    int hops = in.count(Limits.HOPS);
    List<Id> path = in.ids(Limits.HOPS);
    List<Id> visited = in.ids(Limits.HOPS);
    List<Id> route = in.ids(Limits.HOPS);
    return new Envelope(
        exchange, source, target, mode, hops, path, visited, route, readPayload(in));
  }

  private static Writer writePayload(Writer out, Payload payload) {
    return switch (payload) {
      case FindNode p -> out.u8(1).id(p.target());
      case Nodes p -> records(out.u8(2), p.records());
      case Store p -> StoredValue.write(out.u8(3), p.value());
      case FindValue p -> out.u8(4).id(p.key());
      case Values p -> records(values(out.u8(5), p.values()), p.records());
      case Sealed p -> out.u8(6).block(p.body());
      case Knock p ->
          out.u8(7)
              .bytes(p.caller().encoded())
              .bytes(p.nonce())
              .u48(p.expiresAt())
              .bytes(p.signature());
      case Message p -> out.u8(8).block(p.bytes());
      case Ack p -> out.u8(9).block(p.proof());
      case Failure p -> out.u8(10).u8(p.reason().number());
    };
  }

  private static Payload readPayload(Reader in) throws ProtocolException {
    return switch (in.u8()) {
      case 1 -> new FindNode(in.id());
      case 2 -> new Nodes(records(in));
      case 3 -> new Store(StoredValue.read(in));
      case 4 -> new FindValue(in.id());
      case 5 -> new Values(values(in), records(in));
      case 6 -> new Sealed(in.block(Limits.ROUTED_BODY));
      case 7 ->
          new Knock(
              PeerRecord.read(in), in.bytes(KNOCK_NONCE), in.u48(), in.bytes(PeerRecord.SIGNATURE));
      case 8 -> new Message(in.block(Limits.ROUTED_MESSAGE));
      case 9 -> new Ack(in.block(PROOF));
      case 10 -> new Failure(FrameCodec.code(in));
      default -> throw new ProtocolException(ErrorCode.UNKNOWN_TYPE, "payload");
    };
  }

  private static Writer records(Writer out, List<PeerRecord> records) {
    out.u8(records.size());
    for (PeerRecord record : records) {
      out.bytes(record.encoded());
    }
    return out;
  }

  private static List<PeerRecord> records(Reader in) throws ProtocolException {
    int count = in.count(Limits.RECORDS);
    List<PeerRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(PeerRecord.read(in));
    }
    return records;
  }

  private static Writer values(Writer out, List<StoredValue> values) {
    out.u8(values.size());
    for (StoredValue value : values) {
      StoredValue.write(out, value);
    }
    return out;
  }

  private static List<StoredValue> values(Reader in) throws ProtocolException {
    int count = in.count(Limits.VALUES);
    List<StoredValue> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(StoredValue.read(in));
    }
    return values;
  }
}
