package gossamer.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBodyTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] CONTEXT = "gossamer context".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PLAINTEXT = "gossamer plaintext".getBytes(StandardCharsets.US_ASCII);

  /** RFC 7748 §6.1. */
  @ParameterizedTest
  @CsvSource({
    "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a,"
        + "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
    "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb,"
        + "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
  })
  void agreesOnASecretAsInRfc7748(String own, String other) throws Exception {
    byte[] shared =
        SealedBody.agree(privateKey(HEX.parseHex(own)), RawKey.X25519.decode(HEX.parseHex(other)));
    assertEquals(
        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", HEX.formatHex(shared));
  }

  /** RFC 5869 appendix A.1 to A.3. */
  @Test
  void derivesKeysAsInRfc5869() throws Exception {
    assertEquals(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        HEX.formatHex(SealedBody.hkdf(filled(22, 0x0b), counted(0x00, 13), counted(0xf0, 10), 42)));
    assertEquals(
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
            + "cc30c58179ec3e87c14c01d5c1f3434f1d87",
        HEX.formatHex(
            SealedBody.hkdf(counted(0x00, 80), counted(0x60, 80), counted(0xb0, 80), 82)));
    assertEquals(
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        HEX.formatHex(SealedBody.hkdf(filled(22, 0x0b), new byte[0], new byte[0], 42)));
  }

  /** Made with WebCrypto: ephemeral private key 07…07, receiver's 09…09. */
  @Test
  void sealsAsWebCryptoDoes() throws Exception {
    byte[] receiver =
        HEX.parseHex("57db4b359f23ae5e146e4e2512056704722506348c150c14753d0c933d04d421");
    KeyPair ephemeral =
        new KeyPair(
            RawKey.X25519.decode(
                HEX.parseHex("13be4feaeaf204c7fd3358fc9c00721881d174278128227ec674f37f7fe97b6d")),
            privateKey(filled(32, 7)));
    byte[] body = SealedBody.seal(ephemeral, receiver, PLAINTEXT, CONTEXT);
    assertEquals(
        "13be4feaeaf204c7fd3358fc9c00721881d174278128227ec674f37f7fe97b6d"
            + "ab0a667c421ad59cfe8361376933499ab2745129f8bdf21b0af4bb05839bf32f63ac",
        HEX.formatHex(body));
    assertArrayEquals(
        PLAINTEXT, SealedBody.unseal(privateKey(filled(32, 9)), receiver, body, CONTEXT));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 20_480})
  void opensWhatWasSealedToIt(int length) {
    Identity receiver = Identity.generate();
    byte[] plaintext = counted(3, length);
    byte[] body = SealedBody.seal(receiver.sealingKey(), plaintext, CONTEXT);
    assertNotNull(body);
    assertEquals(32 + length + 16, body.length);
    assertArrayEquals(plaintext, receiver.unseal(body, CONTEXT));
  }

  @Test
  void doesNotOpenWhenAnyByteWasAltered() {
    Identity receiver = Identity.generate();
    byte[] body = SealedBody.seal(receiver.sealingKey(), PLAINTEXT, CONTEXT);
    for (int at = 0; at < body.length; at++) {
      byte[] altered = body.clone();
      altered[at] ^= 1;
      assertNull(receiver.unseal(altered, CONTEXT), "byte " + at);
    }
  }

  @Test
  void doesNotOpenInAnotherContextOrForAnotherPeerOrCutShort() {
    Identity receiver = Identity.generate();
    byte[] body = SealedBody.seal(receiver.sealingKey(), PLAINTEXT, CONTEXT);
    assertNull(receiver.unseal(body, new byte[] {1}));
    assertNull(Identity.generate().unseal(body, CONTEXT));
    for (int length : new int[] {0, 31, 47, body.length - 1}) {
      assertNull(receiver.unseal(Arrays.copyOf(body, length), CONTEXT));
    }
  }

  @Test
  void neverSealsTheSameWayTwice() {
    Identity receiver = Identity.generate();
    assertFalse(
        Arrays.equals(
            SealedBody.seal(receiver.sealingKey(), PLAINTEXT, CONTEXT),
            SealedBody.seal(receiver.sealingKey(), PLAINTEXT, CONTEXT)));
  }

  @Test
  void doesNotSealToUnusableKeys() {
    assertNull(SealedBody.seal(new byte[31], PLAINTEXT, CONTEXT));
    assertNull(SealedBody.seal(new byte[32], PLAINTEXT, CONTEXT), "a point of small order");
    byte[] one = new byte[32];
    one[0] = 1;
    assertNull(SealedBody.seal(one, PLAINTEXT, CONTEXT), "a point of small order");
  }

  private static PrivateKey privateKey(byte[] scalar) throws Exception {
    return RawKey.X25519
        .factory()
        .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] counted(int from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }
}
