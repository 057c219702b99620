package gossamer.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 5769, and of RFC 8489, appendix B, as erratum 6268 corrects it. */
class VectorsTest {
  private static final IntegrityKey SHORT_TERM = IntegrityKey.shortTerm("VOkJxbRl1RmTxUk/WvJxBt");
  private static final TransactionId ID = new TransactionId(0xb7e7a701, 0xbc34d686fa87dfaeL);
  private static final String MATRIX = "マトリックス";

  private static final String REQUEST =
      "000100582112a442b7e7a701bc34d686fa87dfae"
          + "802200105354554e207465737420636c69656e74"
          + "002400046e0001ff80290008932ff9b151263b36"
          + "000600096576746a3a68367659202020"
          + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
          + "80280004e57a3bcf";
  private static final String RESPONSE_IPV4 =
      "0101003c2112a442b7e7a701bc34d686fa87dfae"
          + "8022000b7465737420766563746f7220"
          + "002000080001a147e112a643"
          + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
          + "80280004c07d4c96";
  private static final String RESPONSE_IPV6 =
      "010100482112a442b7e7a701bc34d686fa87dfae"
          + "8022000b7465737420766563746f7220"
          + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
          + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
          + "80280004c8fb0b4c";
  private static final String LONG_TERM =
      "000100602112a44278ad3433c6ad72c029da412e"
          + "00060012e3839ee38388e383aae38383e382afe382b90000"
          + "0015001c662f2f3439396b39353464364f4c33346f4c39465354767936347341"
          + "0014000b6578616d706c652e6f726700"
          + "00080014f67024656dd64a3e02b8e0712e85c9a28ca89666";
  private static final String USERHASH =
      "000100902112a44278ad3433c6ad72c029da412e"
          + "001e00204a3cf38fef6992bda952c6780417da0f24819415569e60b205c46e41407f1704"
          + "001500296f624d61744a6f733241414143662f2f3439396b39353464364f4c33346f4c39465354767936347341000000"
          + "0014000b6578616d706c652e6f726700"
          + "001d000400020000"
          + "001c0020b5c7bf005b6c52a21c51c5e892f81924136296cb927c43149309278cc6518e65";

  private static StunMessage parse(String hex) throws StunException {
    return StunMessage.parse(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private static void assertRejectsAnyFlip(String hex, IntegrityKey key) throws StunException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    boolean fingerprint = parse(hex).has(AttributeType.FINGERPRINT);
    int unreasoned = 0;
    for (int i = 4; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 1;
      try {
        StunMessage message = StunMessage.parse(ByteBuffer.wrap(flipped));
        boolean holds =
            (message.integrityHolds(key) || message.integritySha256Holds(key))
                && (!fingerprint || message.fingerprintHolds());
        assertFalse(holds, "byte " + i);
      } catch (StunException refused) {
        unreasoned += refused.reason() == null ? 1 : 0;
      }
    }
    assertEquals(0, unreasoned);
  }

  @Test
  void rfc5769Section21Request() throws Exception {
    StunMessage message = parse(REQUEST);
    assertEquals(StunClass.REQUEST, message.messageClass());
    assertEquals(StunMethod.BINDING, message.method());
    assertEquals(ID, message.transactionId());
    assertEquals(Optional.of("STUN test client"), message.text(AttributeType.SOFTWARE));
    assertEquals(OptionalLong.of(0x6e0001ffL), message.uint32(AttributeType.PRIORITY));
    assertEquals(
        OptionalLong.of(0x932ff9b151263b36L), message.uint64(AttributeType.ICE_CONTROLLED));
    assertEquals(Optional.of("evtj:h6vY"), message.text(AttributeType.USERNAME));
    assertTrue(message.integrityHolds(SHORT_TERM));
    assertFalse(message.integrityHolds(IntegrityKey.shortTerm("another")));
    assertTrue(message.fingerprintHolds());
    assertRejectsAnyFlip(REQUEST, SHORT_TERM);
  }

  @Test
  void rfc5769Section22ResponseWithIpv4() throws Exception {
    StunMessage message = parse(RESPONSE_IPV4);
    assertEquals(StunClass.SUCCESS, message.messageClass());
    assertEquals(Optional.of("test vector"), message.text(AttributeType.SOFTWARE));
    assertEquals(
        TransportAddress.parse("192.0.2.1", 32853),
        message.xorAddress(AttributeType.XOR_MAPPED_ADDRESS));
    assertTrue(message.integrityHolds(SHORT_TERM) && message.fingerprintHolds());
    assertRejectsAnyFlip(RESPONSE_IPV4, SHORT_TERM);
  }

  @Test
  void rfc5769Section23ResponseWithIpv6() throws Exception {
    StunMessage message = parse(RESPONSE_IPV6);
    assertEquals(
        TransportAddress.parse("2001:db8:1234:5678:11:2233:4455:6677", 32853),
        message.xorAddress(AttributeType.XOR_MAPPED_ADDRESS));
    assertTrue(message.integrityHolds(SHORT_TERM) && message.fingerprintHolds());
    assertRejectsAnyFlip(RESPONSE_IPV6, SHORT_TERM);
  }

  @Test
  void rfc5769Section24LongTermRequest() throws Exception {
    StunMessage message = parse(LONG_TERM);
    assertEquals(Optional.of(MATRIX), message.text(AttributeType.USERNAME));
    assertEquals(Optional.of("example.org"), message.text(AttributeType.REALM));
    IntegrityKey key = IntegrityKey.longTermMd5(MATRIX, "example.org", "TheMatrIX");
    assertTrue(message.integrityHolds(key));
    assertRejectsAnyFlip(LONG_TERM, key);
  }

  @Test
  void rfc8489AppendixB1UserhashAndSha256() throws Exception {
    StunMessage message = parse(USERHASH);
    assertArrayEquals(
        IntegrityKey.userhash(MATRIX, "example.org"),
        bytes(message.value(AttributeType.USERHASH).orElseThrow()));
    String nonce = message.text(AttributeType.NONCE).orElseThrow();
    assertEquals(
        OptionalInt.of(0x000002), NonceCookie.features(nonce), "as the vector has it: AAAC");
    IntegrityKey key = IntegrityKey.longTermSha256(MATRIX, "example.org", "TheMatrIX");
    assertTrue(message.integritySha256Holds(key));
    assertRejectsAnyFlip(USERHASH, key);
  }

  @Test
  void whatIsWrittenIsTheVectorToTheByte() {
    ByteBuffer ipv4 = ByteBuffer.allocate(200);
    new StunWriter(ipv4, StunClass.SUCCESS, StunMethod.BINDING, ID)
        .bytes(
            AttributeType.SOFTWARE, ByteBuffer.wrap("test vector".getBytes(StandardCharsets.UTF_8)))
        .xorAddress(
            AttributeType.XOR_MAPPED_ADDRESS,
            TransportAddress.parse("192.0.2.1", 32853).orElseThrow());
    assertEquals(
        RESPONSE_IPV4.substring(40, 70),
        HexFormat.of().formatHex(bytes(ipv4.flip())).substring(40, 70));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
