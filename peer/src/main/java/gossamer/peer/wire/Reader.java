package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads big-endian fields from bytes. Each method throws {@link ProtocolException} MALFORMED when
 * the bytes end early.
 */
public final class Reader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads all of {@code bytes}, which must not change meanwhile. */
  public Reader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code bytes[from, end)}. */
  public Reader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Where the next field starts. */
  public int position() {
    return at;
  }

  /** Bytes that are left. */
  public int remaining() {
    return end - at;
  }

  private int take(int length) throws ProtocolException {
    if (length < 0 || length > end - at) {
      throw new ProtocolException(ErrorCode.MALFORMED, "ends early");
    }
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
    if (value < 0) {
      throw new ProtocolException(ErrorCode.MALFORMED, "out of range");
    }
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
    byte[] out = new byte[length];
    System.arraycopy(bytes, from, out, 0, length);
    return out;
  }

  /** Bytes behind a 16-bit length of at most {@code limit}; above it TOO_LARGE. */
  public byte[] block(int limit) throws ProtocolException {
    int length = u16();
    if (length > limit) {
      throw new ProtocolException(ErrorCode.TOO_LARGE, "block");
    }
    return bytes(length);
  }

  /** All bytes that are left, copied; more than {@code limit} is TOO_LARGE. */
  public byte[] rest(int limit) throws ProtocolException {
    if (remaining() > limit) {
      throw new ProtocolException(ErrorCode.TOO_LARGE, "body");
    }
    return bytes(remaining());
  }

  /** Twenty bytes. */
  public Id id() throws ProtocolException {
    return Id.read(bytes, take(Id.BYTES));
  }

  /** An 8-bit count of at most {@code limit}; above it TOO_LARGE. */
  public int count(int limit) throws ProtocolException {
    int count = u8();
    if (count > limit) {
      throw new ProtocolException(ErrorCode.TOO_LARGE, "list");
    }
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
      if (raw[i] < 0x20 || raw[i] > 0x7e) {
        throw new ProtocolException(ErrorCode.MALFORMED, "not ASCII");
      }
      text[i] = (char) raw[i];
    }
    return new String(text);
  }

  /** A value that must be one of 0 to {@code values} − 1. */
  public int choice(int values) throws ProtocolException {
    int value = u8();
    if (value >= values) {
      throw new ProtocolException(ErrorCode.MALFORMED, "unknown value");
    }
    return value;
  }

  /** MALFORMED when bytes are left over. */
  public void end() throws ProtocolException {
    if (at != end) {
      throw new ProtocolException(ErrorCode.MALFORMED, "trailing bytes");
    }
  }
}
