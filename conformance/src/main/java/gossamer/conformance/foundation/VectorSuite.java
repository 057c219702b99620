package gossamer.conformance.foundation;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.host.BulkHeader;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.HelloProof;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import gossamer.peer.wire.StoredValue;
import gossamer.peer.wire.Writer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every value of the wire format has exactly the bytes of its vector, both ways. */
public final class VectorSuite implements Suite {
  @Override
  public String name() {
    return "vectors";
  }

  @Override
  public void define(Checks checks) {
    for (Vectors.Vector vector : Vectors.all()) {
      checks.test(vector.name(), () -> exact(vector));
    }
    checks.test("every type of frame and payload has a vector", VectorSuite::complete);
    checks.test("the numbers of the error codes", VectorSuite::errorCodes);
    checks.test("what a Hello signs", VectorSuite::helloProof);
    checks.test("what an entry signs", VectorSuite::entryClaims);
    checks.test("a record signs all but its signature", VectorSuite::recordClaims);
  }

  private static void exact(Vectors.Vector vector) throws ProtocolException {
    Expect.bytes(vector.bytes(), encoded(vector.name()), "encoded sample");
    Expect.bytes(vector.bytes(), recode(vector), "decoded and encoded again");
  }

  private static byte[] encoded(String name) {
    Frame frame = Samples.frames().get(name);
    if (frame != null) {
      return FrameCodec.encode(frame);
    }
    PeerRecord record = Samples.records().get(name);
    if (record != null) {
      return record.encoded();
    }
    StoredValue value = Samples.values().get(name);
    if (value != null) {
      return StoredValue.write(new Writer(), value).toBytes();
    }
    Expect.equal("bulk header", name, "a vector with a sample");
    return new BulkHeader(9, Integer.MAX_VALUE).encode();
  }

  /** Decodes the bytes as what the vector's name says, and encodes the result. */
  static byte[] recode(Vectors.Vector vector) throws ProtocolException {
    byte[] bytes = vector.bytes();
    if (vector.name().startsWith("record")) {
      PeerRecord record = PeerRecord.decode(bytes);
      return new Writer().bytes(record.signedBytes()).bytes(record.signature()).toBytes();
    }
    if (vector.name().startsWith("value")) {
      Reader in = new Reader(bytes);
      StoredValue value = StoredValue.read(in);
      in.end();
      return StoredValue.write(new Writer(), value).toBytes();
    }
    if (vector.name().startsWith("bulk")) {
      return BulkHeader.decode(bytes).encode();
    }
    return FrameCodec.encode(FrameCodec.decode(bytes));
  }

  private static void complete() {
    Set<Integer> frames = new TreeSet<>();
    Set<Integer> payloads = new TreeSet<>();
    for (Vectors.Vector vector : Vectors.all()) {
      if (vector.name().startsWith("frame") || vector.name().startsWith("routed")) {
        frames.add(FrameCodec.typeOf(vector.bytes()));
      }
      // With three empty lists the payload's type stands behind 53 bytes of header.
      if (vector.name().startsWith("routed") && vector.bytes()[54] == 0) {
        payloads.add(vector.bytes()[55] & 255);
      }
    }
    Expect.equal(
        "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 16, 17, 18, 19, 20, 21, 22]",
        frames.toString(),
        "frames");
    Expect.equal("[3, 4, 5, 6, 7, 8, 9, 10]", payloads.toString(), "payloads");
  }

  private static void errorCodes() {
    ErrorCode[] codes = ErrorCode.values();
    for (int i = 0; i < codes.length; i++) {
      Expect.equal(i + 1, codes[i].number(), codes[i].code());
      Expect.equal(codes[i], ErrorCode.ofNumber(i + 1), "of its number");
    }
    Expect.equal(null, ErrorCode.ofNumber(0), "code 0");
    Expect.equal(null, ErrorCode.ofNumber(codes.length + 1), "an unknown code");
    Expect.equal(ErrorCode.MALFORMED, ErrorCode.ofNumber(1), "first");
    Expect.equal(ErrorCode.DRAINING, ErrorCode.ofNumber(30), "last of version 1");
  }

  private static void helloProof() {
    byte[] network = Samples.pattern(0xa0, 8);
    Id signer = Samples.id(1);
    byte[] binding = Samples.pattern(0, 64);
    Writer open = new Writer().ascii("gossamer hello 1").bytes(network).id(signer).u8(0);
    Expect.bytes(
        open.block(binding).toBytes(),
        HelloProof.bytes(network, signer, null, binding),
        "receiver unknown");
    Writer known = new Writer().ascii("gossamer hello 1").bytes(network).id(signer).u8(1);
    Expect.bytes(
        known.id(Samples.id(21)).block(binding).toBytes(),
        HelloProof.bytes(network, signer, Samples.id(21), binding),
        "receiver known");
  }

  private static void entryClaims() {
    Map<String, StoredValue> values = Samples.values();
    if (!(values.get("value own entry") instanceof StoredValue.Entry own)) {
      throw new IllegalStateException("no entry");
    }
    byte[] encoded = StoredValue.write(new Writer(), own).toBytes();
    Writer expected = new Writer().ascii("gossamer entry 1");
    for (int i = 1; i < encoded.length - PeerRecord.SIGNATURE; i++) {
      expected.u8(encoded[i]);
    }
    Expect.bytes(expected.toBytes(), own.signedBytes(), "signed bytes");
    Expect.that(own.keyFits(), "the key of the publisher and salt to fit");
    StoredValue.Entry foreign =
        new StoredValue.Entry(
            Samples.id(1), own.publisher(), own.salt(), true, 7, 9, own.value(), new byte[64]);
    Expect.that(!foreign.keyFits(), "a foreign own key not to fit");
  }

  private static void recordClaims() {
    PeerRecord record = Samples.master();
    byte[] expected = new byte[record.encoded().length - PeerRecord.SIGNATURE];
    System.arraycopy(record.encoded(), 0, expected, 0, expected.length);
    Expect.bytes(expected, record.signedBytes(), "signed bytes");
    Expect.bytes(Samples.pattern(0x60, 64), record.signature(), "signature");
    Expect.equal(Id.ofKey(Samples.pattern(0x20, 32)), record.id(), "id of the key");
    Expect.equal(4852, Expect.present(record.location(), "a location").latitude(), "latitude");
  }
}
