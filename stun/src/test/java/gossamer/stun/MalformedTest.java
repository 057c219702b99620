package gossamer.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.StunException.Reason;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Malformed and hostile messages: each has its reason, none is misread. */
class MalformedTest {
  private static final String COOKIE_AND_ID = "2112a442b7e7a701bc34d686fa87dfae";
  private static final IntegrityKey KEY = IntegrityKey.shortTerm("password");

  private static ByteBuffer message(String attributes) {
    String length = HexFormat.of().toHexDigits((short) (attributes.length() / 2));
    return hex("0001" + length + COOKIE_AND_ID + attributes);
  }

  private static ByteBuffer hex(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  private static void assertRefused(Reason reason, ByteBuffer bytes) {
    assertEquals(
        reason, assertThrows(StunException.class, () -> StunMessage.parse(bytes)).reason());
  }

  private static void assertBad(String attributes, Reading reading) throws StunException {
    StunMessage message = StunMessage.parse(message(attributes));
    StunException refused = assertThrows(StunException.class, () -> reading.of(message));
    assertEquals(Reason.BAD_ATTRIBUTE, refused.reason());
  }

  private interface Reading {
    Object of(StunMessage message) throws StunException;
  }

  @Test
  void framesThatDoNotFitAreRefused() {
    assertRefused(Reason.NOT_STUN, hex("00010000"));
    assertRefused(Reason.NOT_STUN, hex("00010000" + "ff".repeat(16)));
    assertRefused(Reason.NOT_STUN, hex("c0010000" + COOKIE_AND_ID));
    assertRefused(Reason.BAD_LENGTH, hex("00010004" + COOKIE_AND_ID));
    assertRefused(Reason.BAD_LENGTH, hex("00010000" + COOKIE_AND_ID + "00000000"));
    assertRefused(Reason.BAD_LENGTH, hex("00010003" + COOKIE_AND_ID + "000000"));
    assertRefused(Reason.BAD_LENGTH, hex("0001ffff" + COOKIE_AND_ID));
  }

  @Test
  void attributesThatReachOverTheEndAreRefused() {
    assertRefused(Reason.ATTRIBUTE_OVERRUN, message("00060001"));
    assertRefused(Reason.ATTRIBUTE_OVERRUN, message("0006000500000000"));
    assertRefused(Reason.ATTRIBUTE_OVERRUN, message("0006ffff00000000"));
    assertRefused(Reason.ATTRIBUTE_OVERRUN, message("0025000000060004"));
  }

  @Test
  void moreAttributesThanTheTableHoldsAreRefused() throws StunException {
    String flag = "00250000";
    assertEquals(
        StunMessage.MAX_ATTRIBUTES,
        StunMessage.parse(message(flag.repeat(StunMessage.MAX_ATTRIBUTES))).attributeCount());
    assertRefused(Reason.TOO_MANY_ATTRIBUTES, message(flag.repeat(StunMessage.MAX_ATTRIBUTES + 1)));
  }

  @Test
  void valuesOfTheWrongLengthAreRefusedWhenRead() throws StunException {
    assertBad("0024000201020000", message -> message.uint32(AttributeType.PRIORITY));
    assertBad("8029000400000000", message -> message.uint64(AttributeType.ICE_CONTROLLED));
    assertBad("000c000240000000", StunMessage::channelNumber);
    assertBad("0018000400000000", message -> message.firstByte(AttributeType.EVEN_PORT, 1));
    assertBad("0009000204000000", StunMessage::errorCode);
    assertBad("0009000400000200", StunMessage::errorCode);
    assertBad("0009000400000464", StunMessage::errorCode);
    assertBad("000a000100000000", StunMessage::unknownAttributes);
    for (String address : List.of("002000080002000001020304", "0020000400010000")) {
      assertBad(address, message -> message.xorAddress(AttributeType.XOR_MAPPED_ADDRESS));
    }
    assertBad(
        "0006" + HexFormat.of().toHexDigits((short) 764) + "41".repeat(764),
        message -> message.text(AttributeType.USERNAME));
  }

  @Test
  void theFirstOfTwoCounts() throws StunException {
    StunMessage message = StunMessage.parse(message("0024000400000001" + "0024000400000002"));
    assertEquals(OptionalLong.of(1), message.uint32(AttributeType.PRIORITY));
  }

  @Test
  void rfc8489Section145WhatFollowsTheIntegrityIsIgnored() throws StunException {
    ByteBuffer bytes = ByteBuffer.allocate(300);
    new StunWriter(bytes, StunClass.REQUEST, StunMethod.BINDING, new TransactionId(1, 2))
        .integrity(KEY)
        .flag(AttributeType.USE_CANDIDATE)
        .integritySha256(KEY)
        .text(AttributeType.USERNAME, "late")
        .fingerprint()
        .finish();
    StunMessage message = StunMessage.parse(bytes.flip());
    assertFalse(message.has(AttributeType.USE_CANDIDATE) || message.has(AttributeType.USERNAME));
    assertTrue(message.integrityHolds(KEY) && message.integritySha256Holds(KEY));
    assertTrue(message.fingerprintHolds());
  }

  @Test
  void attributesThatMustBeUnderstoodAreListedOnce() throws StunException {
    StunMessage message = StunMessage.parse(message("7777000077770000" + "00190000" + "ff770000"));
    assertEquals(List.of(0x7777, 0x19), message.unknownRequired(AttributeType::understoodByIce));
    assertEquals(List.of(0x7777), message.unknownRequired(AttributeType::understoodByTurn));
  }

  @Test
  void aTruncatedSha256IsComparedOverWhatIsThere() throws StunException {
    ByteBuffer whole = ByteBuffer.allocate(100);
    new StunWriter(whole, StunClass.REQUEST, StunMethod.BINDING, new TransactionId(1, 2))
        .integritySha256(KEY)
        .finish();
    assertTrue(StunMessage.parse(whole.flip()).integritySha256Holds(KEY));
    assertFalse(StunMessage.parse(message("001c0004deadbeef")).integritySha256Holds(KEY));
    assertFalse(StunMessage.parse(message("001c0000")).integritySha256Holds(KEY));
    assertFalse(StunMessage.parse(message("00080000")).integrityHolds(KEY));
  }

  @Test
  void channelDataAndStreamsTellWhereTheyEnd() throws StunException {
    ChannelData data = ChannelData.parse(hex("4001000301020300")).orElseThrow();
    assertEquals(0x4001, data.channel());
    assertEquals(hex("010203"), data.payload());
    assertEquals(Optional.empty(), ChannelData.parse(hex("40010005010203")));
    assertEquals(Optional.empty(), ChannelData.parse(hex("00010000")));
    assertEquals(8, StreamFrame.turn(hex("40010003")).orElseThrow());
    assertEquals(28, StreamFrame.turn(hex("00010008")).orElseThrow());
    assertTrue(StreamFrame.turn(hex("000100")).isEmpty());
    assertThrows(StunException.class, () -> StreamFrame.turn(hex("00010001")));
    assertThrows(StunException.class, () -> StreamFrame.turn(hex("ffffffff")));
    assertEquals(5, StreamFrame.rfc4571(hex("0003")).orElseThrow());
    assertTrue(StreamFrame.rfc4571(hex("00")).isEmpty());
  }

  @Test
  void addressesAreCanonicalAndNamesAreNotAsked() {
    assertEquals(
        TransportAddress.parse("192.0.2.1", 1), TransportAddress.parse("::ffff:192.0.2.1", 1));
    for (String text :
        List.of(
            "192.0.2.1", "::", "::1", "2001:db8::1", "1:2:3:4:5:6:7:8", "fe80::1:0:0:1", "1::")) {
      assertEquals(text, TransportAddress.parse(text, 1).orElseThrow().host());
    }
    for (String text :
        List.of(
            "",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "01.2.3.4",
            "a.local",
            ":",
            ":::",
            "1::2::3",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "12345::",
            "1:2:3:4:5:6:7::8",
            "::1.2.3",
            "1:",
            "%")) {
      assertEquals(Optional.empty(), TransportAddress.parse(text, 1), text);
    }
    assertEquals(Optional.empty(), TransportAddress.parse("192.0.2.1", 65536));
  }
}
