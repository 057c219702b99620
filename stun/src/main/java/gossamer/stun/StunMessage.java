package gossamer.stun;

import gossamer.stun.StunException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/**
 * A view of one STUN message (RFC 8489, section 5) over the buffer it came in: parsing checks the
 * frame of every attribute and notes where it is; values are decoded when asked for. Nothing is
 * copied, so the view is good as long as the bytes stay. One object may read many messages.
 *
 * <p>Of attributes that occur twice the first counts. What follows MESSAGE-INTEGRITY is ignored but
 * for MESSAGE-INTEGRITY-SHA256 and FINGERPRINT, what follows these likewise (sections 14.5 to
 * 14.7).
 */
public final class StunMessage {
  /** Bytes of the header. */
  public static final int HEADER = 20;

  /** Attributes in one message, at most; a CreatePermission with more peers is refused. */
  public static final int MAX_ATTRIBUTES = 48;

  /** Bytes of a text attribute, at most (RFC 8489, sections 14.8 to 14.14). */
  public static final int MAX_TEXT = 763;

  static final int MAGIC_COOKIE = 0x2112a442;

  private ByteBuffer bytes = ByteBuffer.allocate(HEADER);
  private int start;
  private int count;
  private final int[] types = new int[MAX_ATTRIBUTES];
  private final int[] offsets = new int[MAX_ATTRIBUTES];
  private final int[] lengths = new int[MAX_ATTRIBUTES];

  /** True when the datagram begins as a STUN message does: for telling it from DTLS (RFC 7983). */
  public static boolean looksLike(ByteBuffer datagram) {
    int start = datagram.position();
    return datagram.remaining() >= HEADER
        && (datagram.get(start) & 0xc0) == 0
        && datagram.getInt(start + 4) == MAGIC_COOKIE;
  }

  /**
   * Reads one message, which must fill the buffer from position to limit.
   *
   * @throws StunException when it is malformed
   */
  public static StunMessage parse(ByteBuffer datagram) throws StunException {
    StunMessage message = new StunMessage();
    message.read(datagram);
    return message;
  }

  /**
   * Makes this the view of another message. The buffer's position and limit stay as they are; it
   * must be big-endian.
   *
   * @throws StunException when it is malformed; the view is then of nothing and must not be used
   */
  public void read(ByteBuffer datagram) throws StunException {
    count = 0;
    if (!looksLike(datagram)) {
      throw new StunException(Reason.NOT_STUN, "no header");
    }
    bytes = datagram;
    start = datagram.position();
    int length = datagram.getShort(start + 2) & 0xffff;
    if ((length & 3) != 0 || HEADER + length != datagram.remaining()) {
      throw new StunException(Reason.BAD_LENGTH, length + " in " + datagram.remaining());
    }
    index(start + HEADER, datagram.limit());
  }

  private void index(int from, int end) throws StunException {
    int at = from;
    int sealed = 0;
    while (at < end) {
      int type = bytes.getShort(at) & 0xffff;
      int length = bytes.getShort(at + 2) & 0xffff;
      int next = at + 4 + (length + 3 & ~3);
      if (next > end) {
        throw new StunException(Reason.ATTRIBUTE_OVERRUN, "attribute " + Integer.toHexString(type));
      }
      if (rank(type) > sealed || sealed == 0) {
        if (count == MAX_ATTRIBUTES) {
          throw new StunException(Reason.TOO_MANY_ATTRIBUTES, "more than " + MAX_ATTRIBUTES);
        }
        types[count] = type;
        offsets[count] = at + 4;
        lengths[count++] = length;
        sealed = Math.max(sealed, rank(type));
      }
      at = next;
    }
  }

  private static int rank(int type) {
    return switch (type) {
      case AttributeType.MESSAGE_INTEGRITY -> 1;
      case AttributeType.MESSAGE_INTEGRITY_SHA256 -> 2;
      case AttributeType.FINGERPRINT -> 3;
      default -> 0;
    };
  }

  /** The class. */
  public StunClass messageClass() {
    return StunClass.ofType(bytes.getShort(start));
  }

  /** The method, of {@link StunMethod} or unknown: 12 bits. */
  public int method() {
    int type = bytes.getShort(start);
    return type & 0xf | type >> 1 & 0x70 | type >> 2 & 0xf80;
  }

  /** The transaction id. */
  public TransactionId transactionId() {
    return TransactionId.read(bytes, start);
  }

  /** Bytes of the whole message. */
  public int size() {
    return HEADER + (bytes.getShort(start + 2) & 0xffff);
  }

  /** Attributes that count. */
  public int attributeCount() {
    return count;
  }

  /** The type of the attribute at an index below {@link #attributeCount}. */
  public int attributeType(int index) {
    return types[checked(index)];
  }

  /** A view of the value of the attribute at an index below {@link #attributeCount}. */
  public ByteBuffer attributeValue(int index) {
    return bytes.slice(offsets[checked(index)], lengths[index]).asReadOnlyBuffer();
  }

  private int checked(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("attribute " + index + " of " + count);
    }
    return index;
  }

  /** Where the first attribute of a type stands, or -1. */
  public int find(int type) {
    for (int i = 0; i < count; i++) {
      if (types[i] == type) {
        return i;
      }
    }
    return -1;
  }

  /** True when there is an attribute of the type, whatever its value. */
  public boolean has(int type) {
    return find(type) >= 0;
  }

  /** A view of the value of an attribute. */
  public Optional<ByteBuffer> value(int type) {
    int index = find(type);
    return index < 0 ? Optional.empty() : Optional.of(attributeValue(index));
  }

  /**
   * The value of an attribute as UTF-8 text.
   *
   * @throws StunException when it is longer than {@link #MAX_TEXT}
   */
  public Optional<String> text(int type) throws StunException {
    int index = find(type);
    if (index < 0) {
      return Optional.empty();
    }
    if (lengths[index] > MAX_TEXT) {
      throw bad(type, lengths[index] + " bytes of text");
    }
    return Optional.of(StandardCharsets.UTF_8.decode(attributeValue(index)).toString());
  }

  /**
   * The value of an attribute of four bytes, unsigned: PRIORITY, LIFETIME, and others whose first
   * byte counts alone.
   *
   * @throws StunException when it has another length
   */
  public OptionalLong uint32(int type) throws StunException {
    int index = find(type, 4);
    return index < 0
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.getInt(offsets[index]) & 0xffff_ffffL);
  }

  /**
   * The value of an attribute of eight bytes: ICE-CONTROLLING, ICE-CONTROLLED, RESERVATION-TOKEN.
   *
   * @throws StunException when it has another length
   */
  public OptionalLong uint64(int type) throws StunException {
    int index = find(type, 8);
    return index < 0 ? OptionalLong.empty() : OptionalLong.of(bytes.getLong(offsets[index]));
  }

  /**
   * The first byte of a value: the family of REQUESTED- and ADDITIONAL-ADDRESS-FAMILY, the protocol
   * of REQUESTED-TRANSPORT, the R bit of EVEN-PORT.
   *
   * @param length bytes that the value must have
   * @throws StunException when it has another length
   */
  public OptionalInt firstByte(int type, int length) throws StunException {
    int index = find(type, length);
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(bytes.get(offsets[index]) & 0xff);
  }

  /**
   * CHANNEL-NUMBER (RFC 8656, section 18.1), any 16 bits.
   *
   * @throws StunException when it has another length
   */
  public OptionalInt channelNumber() throws StunException {
    int index = find(AttributeType.CHANNEL_NUMBER, 4);
    return index < 0
        ? OptionalInt.empty()
        : OptionalInt.of(bytes.getShort(offsets[index]) & 0xffff);
  }

  /**
   * A plain address: MAPPED-ADDRESS, ALTERNATE-SERVER (RFC 8489, section 14.1).
   *
   * @throws StunException when family and length do not agree
   */
  public Optional<TransportAddress> address(int type) throws StunException {
    int index = find(type);
    return index < 0 ? Optional.empty() : Optional.of(StunAddress.read(attributeValue(index)));
  }

  /**
   * A masked address: XOR-MAPPED-, XOR-PEER-, XOR-RELAYED-ADDRESS (RFC 8489, section 14.2).
   *
   * @throws StunException when family and length do not agree
   */
  public Optional<TransportAddress> xorAddress(int type) throws StunException {
    int index = find(type);
    return index < 0 ? Optional.empty() : Optional.of(xorAddressAt(index));
  }

  /**
   * Every masked address of a type, as in CreatePermission (RFC 8656, section 10.1).
   *
   * @throws StunException when one of them is malformed
   */
  public List<TransportAddress> xorAddresses(int type) throws StunException {
    List<TransportAddress> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (types[i] == type) {
        addresses.add(xorAddressAt(i));
      }
    }
    return addresses;
  }

  private TransportAddress xorAddressAt(int index) throws StunException {
    return StunAddress.readMasked(attributeValue(index), transactionId());
  }

  /**
   * ERROR-CODE.
   *
   * @throws StunException when it is out of range or its text too long
   */
  public Optional<ErrorCode> errorCode() throws StunException {
    int index = find(AttributeType.ERROR_CODE);
    return index < 0 ? Optional.empty() : Optional.of(errorAt(index));
  }

  /**
   * ADDRESS-ERROR-CODE (RFC 8656, section 18.12): what went wrong for the family of {@link
   * #firstByte}.
   *
   * @throws StunException when it is out of range or its text too long
   */
  public Optional<ErrorCode> addressErrorCode() throws StunException {
    int index = find(AttributeType.ADDRESS_ERROR_CODE);
    return index < 0 ? Optional.empty() : Optional.of(errorAt(index));
  }

  private ErrorCode errorAt(int index) throws StunException {
    int length = lengths[index];
    if (length < 4 || length > 4 + MAX_TEXT) {
      throw bad(types[index], length + " bytes");
    }
    int hundreds = bytes.get(offsets[index] + 2) & 7;
    int number = bytes.get(offsets[index] + 3) & 0xff;
    if (hundreds < 3 || hundreds > 6 || number > 99) {
      throw bad(types[index], "code " + hundreds + "/" + number);
    }
    ByteBuffer reason = bytes.slice(offsets[index] + 4, length - 4);
    return new ErrorCode(hundreds * 100 + number, StandardCharsets.UTF_8.decode(reason).toString());
  }

  /**
   * The types of UNKNOWN-ATTRIBUTES (RFC 8489, section 14.13).
   *
   * @throws StunException when its length is odd
   */
  public List<Integer> unknownAttributes() throws StunException {
    int index = find(AttributeType.UNKNOWN_ATTRIBUTES);
    if (index < 0) {
      return List.of();
    }
    if ((lengths[index] & 1) != 0) {
      throw bad(AttributeType.UNKNOWN_ATTRIBUTES, lengths[index] + " bytes");
    }
    List<Integer> unknown = new ArrayList<>();
    for (int at = 0; at < lengths[index]; at += 2) {
      unknown.add(bytes.getShort(offsets[index] + at) & 0xffff);
    }
    return unknown;
  }

  /** The comprehension-required types in it that the receiver does not understand, each once. */
  public List<Integer> unknownRequired(IntPredicate understood) {
    List<Integer> unknown = List.of();
    for (int i = 0; i < count; i++) {
      int type = types[i];
      if (AttributeType.comprehensionRequired(type) && !understood.test(type)) {
        unknown = unknown.isEmpty() ? new ArrayList<>() : unknown;
        if (!unknown.contains(type)) {
          unknown.add(type);
        }
      }
    }
    return unknown;
  }

  /** True when FINGERPRINT is there, the last and right (RFC 8489, section 14.7). */
  public boolean fingerprintHolds() {
    int index = find(AttributeType.FINGERPRINT);
    return index >= 0
        && lengths[index] == 4
        && offsets[index] + 4 == start + size()
        && bytes.getInt(offsets[index])
            == Fingerprint.of(bytes.slice(start, offsets[index] - 4 - start));
  }

  /** True when MESSAGE-INTEGRITY is there and made with the key (RFC 8489, section 14.5). */
  public boolean integrityHolds(IntegrityKey key) {
    int index = find(AttributeType.MESSAGE_INTEGRITY);
    return index >= 0
        && lengths[index] == IntegrityKey.SHA1_BYTES
        && key.holds(upTo(index), attributeValue(index), false);
  }

  /** True when MESSAGE-INTEGRITY-SHA256 is there and made with the key (section 14.6). */
  public boolean integritySha256Holds(IntegrityKey key) {
    int index = find(AttributeType.MESSAGE_INTEGRITY_SHA256);
    return index >= 0
        && lengths[index] >= 16
        && lengths[index] <= IntegrityKey.SHA256_BYTES
        && (lengths[index] & 3) == 0
        && key.holds(upTo(index), attributeValue(index), true);
  }

  private ByteBuffer upTo(int index) {
    return bytes.slice(start, offsets[index] - 4 - start);
  }

  private int find(int type, int length) throws StunException {
    int index = find(type);
    if (index >= 0 && lengths[index] != length) {
      throw bad(type, lengths[index] + " bytes");
    }
    return index;
  }

  private static StunException bad(int type, String detail) {
    return new StunException(
        Reason.BAD_ATTRIBUTE, "attribute " + Integer.toHexString(type) + ": " + detail);
  }
}
