package gossamer.conformance.foundation;

import gossamer.conformance.CheckFailure;
import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Hex;
import gossamer.conformance.Suite;
import gossamer.peer.host.BulkHeader;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import gossamer.peer.wire.StoredValue;
import gossamer.peer.wire.Writer;
import java.util.Arrays;

/**
 * Nonsense on the wire is refused with a {@link ProtocolException}, and never with anything else.
 */
public final class MalformedSuite implements Suite {
  /**
   * Of longer vectors, which nest records and values that are changed in every way on their own,
   * each bit is flipped and each byte set to the edges.
   */
  private static final int LONG = 160;

  private static final String EDGES = "\0\1\u007f\u0080\u00ff";

  @Override
  public String name() {
    return "malformed";
  }

  @Override
  public void define(Checks checks) {
    for (Vectors.Vector vector : Vectors.all()) {
      checks.test(vector.name() + ", truncated", () -> truncated(vector));
      checks.test(vector.name() + ", one byte changed", () -> mutated(vector));
      if (!vector.name().startsWith("frame data")) {
        checks.test(vector.name() + ", trailing byte", () -> trailing(vector));
      }
    }
    checks.test("random bytes", () -> noise(checks.seed()));
    checks.test("unknown versions", MalformedSuite::versions);
    checks.test("unknown types", MalformedSuite::types);
    checks.test("frames above 32 KiB", MalformedSuite::oversized);
    checks.test("lists above their limits", MalformedSuite::counts);
    checks.test("blocks above their limits", MalformedSuite::blocks);
    checks.test("fields out of range", MalformedSuite::ranges);
    checks.test("addresses that are not printable ASCII", MalformedSuite::addresses);
  }

  /** Decodes; null when refused. What is decoded must have these bytes as its only encoding. */
  private static boolean decodes(String name, byte[] bytes) {
    byte[] again;
    try {
      again = VectorSuite.recode(new Vectors.Vector(name, bytes));
    } catch (ProtocolException refused) {
      return false;
    } catch (IndexOutOfBoundsException
        | IllegalArgumentException
        | IllegalStateException
        | NullPointerException
        | NegativeArraySizeException
        | ClassCastException defect) {
      throw new CheckFailure(defect + " for " + Hex.encode(bytes));
    }
    Expect.bytes(bytes, again, "the only encoding");
    return true;
  }

  private static void truncated(Vectors.Vector vector) {
    int decoded = 0;
    for (int length = 0; length < vector.bytes().length; length++) {
      decoded += decodes(vector.name(), Arrays.copyOf(vector.bytes(), length)) ? 1 : 0;
    }
    // Only the body of a Data frame takes all that is left.
    boolean open = vector.name().startsWith("frame data");
    Expect.equal(open ? vector.bytes().length - 3 : 0, decoded, "truncations that decode");
  }

  private static void mutated(Vectors.Vector vector) {
    byte[] bytes = vector.bytes().clone();
    for (int at = 0; at < bytes.length; at++) {
      byte original = bytes[at];
      for (int change = 1; change < 256; change++) {
        int value = original & 255 ^ change;
        if (bytes.length <= LONG || (change & change - 1) == 0 || EDGES.indexOf(value) >= 0) {
          bytes[at] = (byte) value;
          decodes(vector.name(), bytes);
        }
      }
      bytes[at] = original;
    }
    Expect.that(decodes(vector.name(), bytes), "the vector itself to decode");
  }

  private static void trailing(Vectors.Vector vector) {
    byte[] longer = Arrays.copyOf(vector.bytes(), vector.bytes().length + 1);
    for (int last = 0; last < 256; last++) {
      longer[longer.length - 1] = (byte) last;
      Expect.that(!decodes(vector.name(), longer), "a trailing byte to be refused");
    }
  }

  private static void noise(long seed) {
    SeededRandom random = new SeededRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.below(200)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt();
      }
      if (bytes.length > 2) {
        bytes[0] = 1;
        bytes[1] = (byte) random.below(24);
      }
      decodes("frame", bytes);
      decodes("record", bytes);
      decodes("value", bytes);
    }
  }

  private static byte[] with(String name, int at, int value) {
    byte[] copy = Vectors.bytes(name).clone();
    copy[at] = (byte) value;
    return copy;
  }

  private static void versions() {
    for (int version = 0; version < 256; version++) {
      if (version != 1) {
        byte[] frame = with("frame ping", 0, version);
        byte[] record = with("record of a browser", 0, version);
        byte[] header = with("bulk header", 0, version);
        Expect.refused(ErrorCode.UNKNOWN_VERSION, () -> FrameCodec.decode(frame));
        Expect.refused(ErrorCode.UNKNOWN_VERSION, () -> PeerRecord.decode(record));
        Expect.refused(ErrorCode.UNKNOWN_VERSION, () -> BulkHeader.decode(header));
      }
    }
  }

  private static void types() {
    for (int type = 0; type < 256; type++) {
      if (type == 0 || type > 12 && type < 16 || type > 22) {
        byte[] frame = with("frame ping", 1, type);
        Expect.refused(ErrorCode.UNKNOWN_TYPE, () -> FrameCodec.decode(frame));
      }
      if (type == 0 || type > 10) {
        byte[] payload = with("routed ack", 55, type);
        Expect.refused(ErrorCode.UNKNOWN_TYPE, () -> FrameCodec.decode(payload));
      }
      if (type != 1) {
        byte[] header = with("bulk header", 1, type);
        Expect.refused(ErrorCode.UNKNOWN_TYPE, () -> BulkHeader.decode(header));
      }
    }
  }

  private static void oversized() throws ProtocolException {
    byte[] data = new byte[Limits.FRAME + 1];
    data[0] = 1;
    data[1] = 10;
    Expect.refused(ErrorCode.TOO_LARGE, () -> FrameCodec.decode(data));
    byte[] fragment = Arrays.copyOf(data, 3 + Limits.FRAGMENT);
    FrameCodec.decode(fragment);
    Expect.refused(
        ErrorCode.TOO_LARGE, () -> FrameCodec.decode(Arrays.copyOf(data, 4 + Limits.FRAGMENT)));
  }

  private static void counts() {
    Writer neighbours = new Writer().u8(1).u8(6).u8(Limits.NEIGHBOURS + 1);
    neighbours.bytes(new byte[20 * (Limits.NEIGHBOURS + 1)]);
    Expect.refused(ErrorCode.TOO_LARGE, () -> FrameCodec.decode(neighbours.toBytes()));
    for (int at = 51; at < 55; at++) {
      byte[] list = with("routed ack", at, Limits.HOPS + 1);
      Expect.refused(ErrorCode.TOO_LARGE, () -> FrameCodec.decode(list));
    }
    byte[] header = Arrays.copyOf(Vectors.bytes("routed ack"), 55);
    Writer nodes = new Writer().bytes(header).u8(2).u8(Limits.RECORDS + 1);
    Expect.refused(ErrorCode.TOO_LARGE, () -> FrameCodec.decode(nodes.toBytes()));
    Writer values = new Writer().bytes(header).u8(5).u8(Limits.VALUES + 1);
    Expect.refused(ErrorCode.TOO_LARGE, () -> FrameCodec.decode(values.toBytes()));
    byte[] addresses = with("record of a browser", 81, Limits.ADDRESSES + 1);
    Expect.refused(ErrorCode.TOO_LARGE, () -> PeerRecord.decode(addresses));
    byte[] count = with("frame blocks request", 43, 1);
    Expect.refused(ErrorCode.TOO_LARGE, () -> FrameCodec.decode(count));
  }

  private static void blocks() {
    byte[] header = Arrays.copyOf(Vectors.bytes("routed ack"), 55);
    tooLarge(new Writer().bytes(header).u8(6), Limits.ROUTED_BODY);
    tooLarge(new Writer().bytes(header).u8(8), Limits.ROUTED_MESSAGE);
    tooLarge(new Writer().bytes(header).u8(9), 32);
    tooLarge(new Writer().bytes(header).u8(3).u8(0).u48(1), Limits.VALUE);
    tooLarge(new Writer().u8(1).u8(17).bytes(new byte[32]), Limits.MANIFEST);
    Writer salt = new Writer().u8(1).bytes(new byte[52]).u16(StoredValue.Entry.SALT + 1);
    Expect.refused(
        ErrorCode.TOO_LARGE,
        () -> StoredValue.read(new Reader(salt.bytes(new byte[400]).toBytes())));
  }

  private static void tooLarge(Writer start, int limit) {
    byte[] frame = start.block(new byte[limit + 1]).toBytes();
    Expect.refused(ErrorCode.TOO_LARGE, () -> FrameCodec.decode(frame));
  }

  private static void ranges() {
    Expect.refused(ErrorCode.MALFORMED, () -> FrameCodec.decode(with("frame ping", 2, 0x80)));
    Expect.refused(ErrorCode.MALFORMED, () -> FrameCodec.decode(with("frame bye", 2, 0)));
    Expect.refused(ErrorCode.MALFORMED, () -> FrameCodec.decode(with("frame bye", 2, 31)));
    Expect.refused(ErrorCode.MALFORMED, () -> FrameCodec.decode(with("frame data", 2, 4)));
    Expect.refused(ErrorCode.MALFORMED, () -> FrameCodec.decode(with("routed ack", 50, 3)));
    Expect.refused(ErrorCode.MALFORMED, () -> PeerRecord.decode(with("record of a browser", 1, 3)));
    Expect.refused(
        ErrorCode.MALFORMED, () -> PeerRecord.decode(with("record of a browser", 80, 2)));
    // The first byte of the expiry: before it was issued.
    Expect.refused(
        ErrorCode.MALFORMED, () -> PeerRecord.decode(with("record of a browser", 72, 0)));
    Expect.refused(
        ErrorCode.MALFORMED, () -> PeerRecord.decode(with("record of a master", 81, 0xff)));
    Expect.refused(
        ErrorCode.TOO_LARGE, () -> FrameCodec.decode(with("frame blocks request", 42, 0)));
  }

  private static void addresses() {
    for (int character : new int[] {0, 10, 31, 127, 128, 255}) {
      byte[] record = with("record of a master", 90, character);
      Expect.refused(ErrorCode.MALFORMED, () -> PeerRecord.decode(record));
    }
  }
}
