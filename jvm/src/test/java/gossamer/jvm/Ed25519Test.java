package gossamer.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ed25519Test {
  private static final HexFormat HEX = HexFormat.of();

  /** RFC 8032 §7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,\
          d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',\
          e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
          5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
          4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,\
          3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,\
          92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
          085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
          c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,\
          fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,\
          6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
          18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
          """)
  void signsAndVerifiesAsInRfc8032(String seed, String key, String message, String signature)
      throws Exception {
    PrivateKey signer =
        RawKey.ED25519
            .factory()
            .generatePrivate(
                new EdECPrivateKeySpec(NamedParameterSpec.ED25519, HEX.parseHex(seed)));
    assertEquals(signature, HEX.formatHex(Ed25519.sign(signer, HEX.parseHex(message))));
    assertTrue(Ed25519.verify(HEX.parseHex(key), HEX.parseHex(message), HEX.parseHex(signature)));
  }

  @Test
  void refusesAnotherMessageKeyOrSignature() {
    Identity signer = Identity.generate();
    byte[] message = {1, 2, 3};
    byte[] signature = signer.sign(message);
    assertTrue(Ed25519.verify(signer.signingKey(), message, signature));
    assertFalse(Ed25519.verify(signer.signingKey(), new byte[] {1, 2, 4}, signature));
    assertFalse(Ed25519.verify(Identity.generate().signingKey(), message, signature));
    for (int at = 0; at < signature.length; at += 7) {
      byte[] altered = signature.clone();
      altered[at] ^= 1;
      assertFalse(Ed25519.verify(signer.signingKey(), message, altered), "byte " + at);
    }
  }

  @Test
  void refusesWhatIsNoKeyOrNoSignature() {
    Identity signer = Identity.generate();
    byte[] message = {1};
    byte[] signature = signer.sign(message);
    assertFalse(Ed25519.verify(new byte[31], message, signature));
    assertFalse(Ed25519.verify(HEX.parseHex("02" + "00".repeat(31)), message, signature));
    assertFalse(Ed25519.verify(signer.signingKey(), message, new byte[63]));
    assertFalse(Ed25519.verify(signer.signingKey(), message, new byte[64]));
    assertFalse(Ed25519.verify(signer.signingKey(), message, HEX.parseHex("ff".repeat(64))));
  }
}
