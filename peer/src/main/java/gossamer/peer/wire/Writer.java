package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.Arrays;
import java.util.List;

/** Writes big-endian fields into a growing array: the mirror of {@link Reader}. */
public final class Writer {
  private byte[] bytes;
  private int at;

  /** Starts with room for 64 bytes. */
  public Writer() {
    this(64);
  }

  /** Starts with room for {@code capacity} bytes. */
  public Writer(int capacity) {
    bytes = new byte[capacity];
  }

  private int room(int length) {
    if (bytes.length - at < length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + length));
    }
    int from = at;
    at += length;
    return from;
  }

  /** One byte. */
  public Writer u8(int value) {
    int from = room(1);
    bytes[from] = (byte) value;
    return this;
  }

  /** Two bytes. */
  public Writer u16(int value) {
    int from = room(2);
    bytes[from] = (byte) (value >>> 8);
    bytes[from + 1] = (byte) value;
    return this;
  }

  /** Four bytes. */
  public Writer u31(int value) {
    return u16(value >>> 16).u16(value);
  }

  /** Six bytes. */
  public Writer u48(long value) {
    return u16((int) (value >>> 32)).u31((int) value);
  }

  /** Eight bytes. */
  public Writer i64(long value) {
    return u31((int) (value >>> 32)).u31((int) value);
  }

  /** The bytes alone; the reader knows how many. */
  public Writer bytes(byte[] value) {
    int from = room(value.length);
    System.arraycopy(value, 0, bytes, from, value.length);
    return this;
  }

  /** The bytes behind a 16-bit length. */
  public Writer block(byte[] value) {
    return u16(value.length).bytes(value);
  }

  /** Twenty bytes. */
  public Writer id(Id id) {
    return bytes(id.bytes());
  }

  /** Identifiers behind an 8-bit count. */
  public Writer ids(List<Id> ids) {
    u8(ids.size());
    for (Id id : ids) {
      id(id);
    }
    return this;
  }

  /** ASCII text behind a 16-bit length. */
  public Writer ascii(String text) {
    u16(text.length());
    for (int i = 0; i < text.length(); i++) {
      u8(text.charAt(i));
    }
    return this;
  }

  /** What was written, copied. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, at);
  }
}
