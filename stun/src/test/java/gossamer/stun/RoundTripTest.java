package gossamer.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is written is read again, for every attribute of ICE and TURN. */
class RoundTripTest {
  private static final TransactionId ID = new TransactionId(0xfeedbeef, 0x8000_0000_1234_5678L);
  private static final List<TransportAddress> ADDRESSES =
      List.of(
          TransportAddress.parse("255.254.1.2", 65535).orElseThrow(),
          TransportAddress.parse("ffff:fffe::8000", 1).orElseThrow());

  private final ByteBuffer bytes = ByteBuffer.allocate(1000);
  private final StunWriter writer =
      new StunWriter(bytes, StunClass.REQUEST, StunMethod.ALLOCATE, ID);

  private StunMessage read() throws StunException {
    writer.finish();
    return StunMessage.parse(bytes.flip());
  }

  @Test
  void everyClassAndMethod() throws StunException {
    for (StunClass kind : StunClass.values()) {
      for (int method = 0; method < 1 << 12; method++) {
        bytes.clear();
        new StunWriter(bytes, kind, method, ID).finish();
        StunMessage message = StunMessage.parse(bytes.flip());
        assertEquals(kind, message.messageClass());
        assertEquals(method, message.method());
        assertEquals(ID, message.transactionId());
      }
    }
  }

  @Test
  void addressesOfBothFamilies() throws StunException {
    ADDRESSES.forEach(address -> writer.xorAddress(AttributeType.XOR_PEER_ADDRESS, address));
    writer.address(AttributeType.ALTERNATE_SERVER, ADDRESSES.get(1));
    writer.xorAddress(AttributeType.XOR_RELAYED_ADDRESS, ADDRESSES.get(0));
    StunMessage message = read();
    assertEquals(ADDRESSES, message.xorAddresses(AttributeType.XOR_PEER_ADDRESS));
    assertEquals(Optional.of(ADDRESSES.get(1)), message.address(AttributeType.ALTERNATE_SERVER));
    assertEquals(
        Optional.of(ADDRESSES.get(0)), message.xorAddress(AttributeType.XOR_RELAYED_ADDRESS));
  }

  @Test
  void numbersOfTurn() throws StunException {
    writer
        .uint32(AttributeType.LIFETIME, 0xffff_ffffL)
        .channelNumber(0x4fff)
        .firstByte(AttributeType.REQUESTED_TRANSPORT, 17)
        .firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 2)
        .firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, 2)
        .evenPort(true)
        .flag(AttributeType.DONT_FRAGMENT)
        .uint64(AttributeType.RESERVATION_TOKEN, -2)
        .uint32(AttributeType.ICMP, 0x0000_0301);
    StunMessage message = read();
    assertEquals(OptionalLong.of(0xffff_ffffL), message.uint32(AttributeType.LIFETIME));
    assertEquals(OptionalInt.of(0x4fff), message.channelNumber());
    assertEquals(OptionalInt.of(17), message.firstByte(AttributeType.REQUESTED_TRANSPORT, 4));
    assertEquals(OptionalInt.of(2), message.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 4));
    assertEquals(OptionalInt.of(2), message.firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, 4));
    assertEquals(OptionalInt.of(0x80), message.firstByte(AttributeType.EVEN_PORT, 1));
    assertTrue(message.has(AttributeType.DONT_FRAGMENT));
    assertEquals(OptionalLong.of(-2), message.uint64(AttributeType.RESERVATION_TOKEN));
    assertEquals(OptionalLong.of(0x301), message.uint32(AttributeType.ICMP));
  }

  @Test
  void errorsAndLists() throws StunException {
    ErrorCode stale = new ErrorCode(ErrorCode.STALE_NONCE, "Stale Nonce");
    ErrorCode family = new ErrorCode(ErrorCode.ADDRESS_FAMILY_NOT_SUPPORTED, "");
    writer
        .errorCode(stale)
        .addressErrorCode(2, family)
        .unknownAttributes(List.of(0x7777, 0x0019, 0x0001))
        .passwordAlgorithms(
            AttributeType.PASSWORD_ALGORITHMS,
            List.of(PasswordAlgorithm.SHA_256, PasswordAlgorithm.MD5));
    StunMessage message = read();
    assertEquals(Optional.of(stale), message.errorCode());
    assertEquals(Optional.of(family), message.addressErrorCode());
    assertEquals(List.of(0x7777, 0x0019, 0x0001), message.unknownAttributes());
    assertEquals(
        List.of(PasswordAlgorithm.SHA_256, PasswordAlgorithm.MD5),
        PasswordAlgorithm.read(message.value(AttributeType.PASSWORD_ALGORITHMS).orElseThrow()));
  }

  @Test
  void textAndDataOfEveryLength() throws StunException {
    SplittableRandom random = new SplittableRandom(3);
    for (int length = 0; length < 70; length++) {
      bytes.clear();
      byte[] data = new byte[length];
      random.nextBytes(data);
      new StunWriter(bytes, StunClass.INDICATION, StunMethod.SEND, ID)
          .text(AttributeType.REALM, "x".repeat(length))
          .bytes(AttributeType.DATA, ByteBuffer.wrap(data))
          .fingerprint()
          .finish();
      StunMessage message = StunMessage.parse(bytes.flip());
      assertEquals(Optional.of("x".repeat(length)), message.text(AttributeType.REALM));
      assertEquals(Optional.of(ByteBuffer.wrap(data)), message.value(AttributeType.DATA));
      assertTrue(message.fingerprintHolds());
    }
  }

  @Test
  void aMessageInTheMiddleOfABuffer() throws StunException {
    ByteBuffer wide = ByteBuffer.allocate(400).position(100);
    IntegrityKey key = IntegrityKey.shortTerm("password");
    new StunWriter(wide, StunClass.REQUEST, StunMethod.BINDING, ID)
        .text(AttributeType.USERNAME, "abcd:efgh")
        .integrity(key)
        .fingerprint()
        .finish();
    StunMessage message = StunMessage.parse(wide.limit(wide.position()).position(100));
    assertTrue(message.integrityHolds(key) && message.fingerprintHolds());
    assertEquals(100, wide.position());
  }

  @Test
  void nonceFeatures() {
    int both = NonceCookie.PASSWORD_ALGORITHMS | NonceCookie.USERNAME_ANONYMITY;
    assertEquals(
        OptionalInt.of(both), NonceCookie.features(NonceCookie.announce(both, "some nonce")));
    assertEquals(OptionalInt.empty(), NonceCookie.features("obMatJos2AA"));
    assertEquals(OptionalInt.empty(), NonceCookie.features("another nonce"));
    assertEquals("obMatJos2wAAA", NonceCookie.announce(both, ""));
  }
}
