package gossamer.stun;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes one STUN message into a buffer, attribute by attribute, in the order of the calls;
 * integrity and fingerprint come last. Every write may throw {@link BufferOverflowException}: the
 * caller brings a buffer that is large enough.
 */
public final class StunWriter {
  private final ByteBuffer into;
  private final int start;
  private final TransactionId id;

  /** Begins a message at the buffer's position; the buffer must be big-endian. */
  public StunWriter(ByteBuffer into, StunClass messageClass, int method, TransactionId id) {
    this.into = into;
    this.start = into.position();
    this.id = id;
    int type = method & 0xf | (method & 0x70) << 1 | (method & 0xf80) << 2 | messageClass.bits();
    into.putShort((short) type).putShort((short) 0).putInt(StunMessage.MAGIC_COOKIE);
    into.putInt(id.high()).putLong(id.low());
  }

  /** Begins the answer to a request. */
  public static StunWriter answer(ByteBuffer into, StunClass messageClass, StunMessage request) {
    return new StunWriter(into, messageClass, request.method(), request.transactionId());
  }

  /** An attribute without a value: USE-CANDIDATE, DONT-FRAGMENT. */
  public StunWriter flag(int type) {
    head(type, 0);
    return this;
  }

  /** An attribute of four bytes: PRIORITY, LIFETIME. */
  public StunWriter uint32(int type, long value) {
    head(type, 4);
    into.putInt((int) value);
    return this;
  }

  /** An attribute of eight bytes: ICE-CONTROLLING, ICE-CONTROLLED, RESERVATION-TOKEN. */
  public StunWriter uint64(int type, long value) {
    head(type, 8);
    into.putLong(value);
    return this;
  }

  /** Any value as it is: DATA, NONCE, USERHASH; padded with zeros. */
  public StunWriter bytes(int type, ByteBuffer value) {
    head(type, value.remaining());
    into.put(value.duplicate());
    return pad();
  }

  /** A text: USERNAME, REALM, NONCE, SOFTWARE; at most {@link StunMessage#MAX_TEXT} bytes. */
  public StunWriter text(int type, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > StunMessage.MAX_TEXT) {
      throw new IllegalArgumentException(utf8.length + " bytes of text");
    }
    return bytes(type, ByteBuffer.wrap(utf8));
  }

  /** A byte and three zeros: REQUESTED-TRANSPORT, REQUESTED- and ADDITIONAL-ADDRESS-FAMILY. */
  public StunWriter firstByte(int type, int value) {
    return uint32(type, (long) value << 24);
  }

  /** EVEN-PORT (RFC 8656, section 18.6): asks for an even port, and the next one kept too. */
  public StunWriter evenPort(boolean reserveNext) {
    return bytes(
        AttributeType.EVEN_PORT, ByteBuffer.wrap(new byte[] {(byte) (reserveNext ? 0x80 : 0)}));
  }

  /** CHANNEL-NUMBER. */
  public StunWriter channelNumber(int channel) {
    return uint32(AttributeType.CHANNEL_NUMBER, (long) channel << 16);
  }

  /** A plain address: MAPPED-ADDRESS, ALTERNATE-SERVER. */
  public StunWriter address(int type, TransportAddress address) {
    head(type, address.ipv4() ? 8 : 20);
    StunAddress.write(address, into);
    return this;
  }

  /** A masked address: XOR-MAPPED-, XOR-PEER-, XOR-RELAYED-ADDRESS. */
  public StunWriter xorAddress(int type, TransportAddress address) {
    head(type, address.ipv4() ? 8 : 20);
    StunAddress.writeMasked(address, id, into);
    return this;
  }

  /** ERROR-CODE. */
  public StunWriter errorCode(ErrorCode error) {
    byte[] reason = error.reason().getBytes(StandardCharsets.UTF_8);
    head(AttributeType.ERROR_CODE, 4 + reason.length);
    into.putInt(error.code() / 100 << 8 | error.code() % 100).put(reason);
    return pad();
  }

  /** ADDRESS-ERROR-CODE for a family: 1 is IPv4, 2 is IPv6. */
  public StunWriter addressErrorCode(int family, ErrorCode error) {
    byte[] reason = error.reason().getBytes(StandardCharsets.UTF_8);
    head(AttributeType.ADDRESS_ERROR_CODE, 4 + reason.length);
    into.putInt(family << 24 | error.code() / 100 << 8 | error.code() % 100).put(reason);
    return pad();
  }

  /** UNKNOWN-ATTRIBUTES. */
  public StunWriter unknownAttributes(List<Integer> types) {
    head(AttributeType.UNKNOWN_ATTRIBUTES, 2 * types.size());
    types.forEach(type -> into.putShort((short) (int) type));
    return pad();
  }

  /** PASSWORD-ALGORITHMS or PASSWORD-ALGORITHM: algorithms without parameters. */
  public StunWriter passwordAlgorithms(int type, List<PasswordAlgorithm> algorithms) {
    head(type, 4 * algorithms.size());
    algorithms.forEach(algorithm -> into.putInt(algorithm.code() << 16));
    return this;
  }

  /** MESSAGE-INTEGRITY over all that was written. */
  public StunWriter integrity(IntegrityKey key) {
    byte[] value = key.over(written(), IntegrityKey.SHA1_BYTES, false);
    return bytes(AttributeType.MESSAGE_INTEGRITY, ByteBuffer.wrap(value));
  }

  /** MESSAGE-INTEGRITY-SHA256, untruncated, over all that was written. */
  public StunWriter integritySha256(IntegrityKey key) {
    byte[] value = key.over(written(), IntegrityKey.SHA256_BYTES, true);
    return bytes(AttributeType.MESSAGE_INTEGRITY_SHA256, ByteBuffer.wrap(value));
  }

  /** FINGERPRINT over all that was written; nothing may follow. */
  public StunWriter fingerprint() {
    into.putShort(start + 2, (short) (length() + 8));
    return uint32(AttributeType.FINGERPRINT, Fingerprint.of(written()) & 0xffff_ffffL);
  }

  /** Writes the length into the header; the message stands from its start to the position. */
  public void finish() {
    into.putShort(start + 2, (short) length());
  }

  private int length() {
    return into.position() - start - StunMessage.HEADER;
  }

  private ByteBuffer written() {
    return into.slice(start, into.position() - start);
  }

  private void head(int type, int length) {
    into.putShort((short) type).putShort((short) length);
  }

  private StunWriter pad() {
    while ((length() & 3) != 0) {
      into.put((byte) 0);
    }
    return this;
  }
}
