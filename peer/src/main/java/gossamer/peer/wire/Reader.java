package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads big-endian fields from bytes. Each method throws {@link ProtocolException} MALFORMED when
 * the bytes end early.
 */
public final class Reader {
  private final byte[] bytes;
  private final int end;
  private int at;

  private final @Nullable Sharing sharing;

  /** Reads all of {@code bytes}, which must not change meanwhile. */
  public Reader(byte[] bytes) {
    this(bytes, null);
  }

  /** Reads all of {@code bytes}; of records the shared copies are given. */
  public Reader(byte[] bytes, @Nullable Sharing sharing) {
    this.bytes = bytes;
    this.end = bytes.length;
    this.sharing = sharing;
  }

  /** Reads {@code bytes[from, end)}. */
  public Reader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.sharing = null;
  }

  PeerRecord shared(PeerRecord record) {
    return sharing == null ? record : sharing.record(record);
  }

  /** Where the next field starts. */
  public int position() {
    return at;
  }

  /** The bytes from there up to the next field, copied. */
  public byte[] since(int from) {
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** Bytes that are left. */
  public int remaining() {
    return end - at;
  }

  private int take(int length) throws ProtocolException {
    ProtocolException.throwIf(length < 0 || length > end - at, ErrorCode.MALFORMED, "ends early");
    int from = at;
    at += length;
    return from;
  }

  /** One byte: 0 to 255. */
  public int u8() throws ProtocolException {
    return bytes[take(1)] & 255;
  }

  /** Two bytes: 0 to 65,535. */
  public int u16() throws ProtocolException {
    int from = take(2);
    return (bytes[from] & 255) << 8 | bytes[from + 1] & 255;
  }

  /** Four bytes: 0 to 2³¹ − 1; above that MALFORMED. */
  public int u31() throws ProtocolException {
    int value = u16() << 16 | u16();
    ProtocolException.throwIf(value < 0, ErrorCode.MALFORMED, "out of range");
    return value;
  }

  /** Six bytes, for milliseconds since 1970 and sizes: 0 to 2⁴⁸ − 1. */
  public long u48() throws ProtocolException {
    long high = u16();
    long middle = u16();
    return high << 32 | middle << 16 | u16();
  }

  /** Eight bytes, any value. */
  public long i64() throws ProtocolException {
    return u48() << 16 | u16();
  }

  /** Exactly {@code length} bytes, copied. */
  public byte[] bytes(int length) throws ProtocolException {
    int from = take(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** Bytes behind a 16-bit length of at most {@code limit}; above it TOO_LARGE. */
  public byte[] block(int limit) throws ProtocolException {
    int length = u16();
    ProtocolException.throwIf(length > limit, ErrorCode.TOO_LARGE, "block");
    return bytes(length);
  }

  /** All bytes that are left, copied; more than {@code limit} is TOO_LARGE. */
  public byte[] rest(int limit) throws ProtocolException {
    ProtocolException.throwIf(remaining() > limit, ErrorCode.TOO_LARGE, "body");
    return bytes(remaining());
  }

  /** Twenty bytes. */
  public Id id() throws ProtocolException {
    return Id.read(bytes, take(Id.BYTES));
  }

  /** An 8-bit count of at most {@code limit}; above it TOO_LARGE. */
  public int count(int limit) throws ProtocolException {
    int count = u8();
    ProtocolException.throwIf(count > limit, ErrorCode.TOO_LARGE, "list");
    return count;
  }

  /** Identifiers behind an 8-bit count. */
  public List<Id> ids(int limit) throws ProtocolException {
    int count = count(limit);
    List<Id> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(id());
    }
    return ids;
  }

  /** Printable ASCII behind a 16-bit length. */
  public String ascii(int limit) throws ProtocolException {
    byte[] raw = block(limit);
    char[] text = new char[raw.length];
    for (int i = 0; i < raw.length; i++) {
      ProtocolException.throwIf(raw[i] < 0x20 || raw[i] > 0x7e, ErrorCode.MALFORMED, "not ASCII");
      text[i] = (char) raw[i];
    }
    return new String(text);
  }

  /** A value that must be one of 0 to {@code values} − 1. */
  public int choice(int values) throws ProtocolException {
    int value = u8();
    ProtocolException.throwIf(value >= values, ErrorCode.MALFORMED, "unknown value");
    return value;
  }

  /** MALFORMED when bytes are left over. */
  public void end() throws ProtocolException {
    ProtocolException.throwIf(at != end, ErrorCode.MALFORMED, "trailing bytes");
  }
}
