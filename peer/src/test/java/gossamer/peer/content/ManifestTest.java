package gossamer.peer.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gossamer.peer.id.SeededRandom;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final byte[] ROOT = new byte[32];

  static {
    Arrays.fill(ROOT, (byte) 7);
  }

  private static ErrorCode refusal(byte[] bytes) {
    return assertThrows(ProtocolException.class, () -> Manifest.decode(bytes)).code();
  }

  private static byte[] named(byte[] name) {
    return new Writer(1_024).u8(1).u8(0).u48(1).bytes(ROOT).block(name).ascii("").toBytes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Übung 1.txt", "写真.png", "🎬 film.webm", "a..b", ".hidden"})
  void aManifestSurvivesItsEncoding(String name) throws ProtocolException {
    Manifest manifest = new Manifest(Manifest.MAX_SIZE, ROOT, name, "video/webm");
    Manifest read = Manifest.decode(manifest.encode());
    assertEquals(manifest.size(), read.size());
    assertArrayEquals(ROOT, read.root());
    assertEquals(name, read.name());
    assertEquals("video/webm", read.type());
    assertArrayEquals(manifest.encode(), read.encode());
  }

  @Test
  void theLayoutIsFixed() {
    byte[] encoded = new Manifest(0x0102030405L, ROOT, "é", "a/b").encode();
    byte[] expected = new byte[2 + 6 + 32 + 4 + 5];
    byte[] start = {1, 0, 0, 1, 2, 3, 4, 5};
    byte[] end = {0, 2, (byte) 0xc3, (byte) 0xa9, 0, 3, 'a', '/', 'b'};
    System.arraycopy(start, 0, expected, 0, 8);
    System.arraycopy(ROOT, 0, expected, 8, 32);
    System.arraycopy(end, 0, expected, 40, 9);
    assertArrayEquals(expected, encoded);
  }

  @Test
  void theFutureIsToldApartFromNonsense() {
    byte[] good = new Manifest(5, ROOT, "a", "").encode();
    byte[] version = good.clone();
    version[0] = 2;
    assertEquals(ErrorCode.UNKNOWN_VERSION, refusal(version));
    byte[] encrypted = good.clone();
    encrypted[1] = 1;
    assertEquals(ErrorCode.UNKNOWN_VERSION, refusal(encrypted));
    for (int length = 0; length < good.length; length++) {
      assertEquals(ErrorCode.MALFORMED, refusal(Arrays.copyOf(good, length)));
    }
    assertEquals(ErrorCode.MALFORMED, refusal(Arrays.copyOf(good, good.length + 1)));
  }

  @Test
  void sizesAreBounded() {
    assertEquals(
        ErrorCode.TOO_LARGE, refusal(new Manifest(Manifest.MAX_SIZE + 1, ROOT, "a", "").encode()));
    assertEquals(ErrorCode.MALFORMED, refusal(new Manifest(0, ROOT, "a", "").encode()));
    assertEquals(ErrorCode.TOO_LARGE, refusal(named(new byte[256])));
    String type = "t".repeat(128);
    assertEquals(ErrorCode.TOO_LARGE, refusal(new Manifest(1, ROOT, "a", type).encode()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a/b",
        "/a",
        "a\\b",
        "a\u0000",
        "a\nb",
        "\u007f",
        "\u0085",
        "gpj\u202eexe",
        "a\u2066b"
      })
  void namesThatAreNoFileNamesAreRefused(String name) {
    assertEquals(ErrorCode.MALFORMED, refusal(new Manifest(1, ROOT, name, "").encode()));
  }

  @Test
  void malformedTextIsRefused() {
    int[][] texts = {
      {0x80},
      {0xc0, 0x80},
      {0xc1, 0xbf},
      {0xc3},
      {0xc3, 0x28},
      {0xe0, 0x9f, 0xbf},
      {0xe2, 0x82},
      {0xed, 0xa0, 0x80},
      {0xed, 0xbf, 0xbf},
      {0xf0, 0x8f, 0xbf, 0xbf},
      {0xf4, 0x90, 0x80, 0x80},
      {0xf5, 0x80, 0x80, 0x80},
      {0xff},
    };
    for (int[] text : texts) {
      byte[] name = new byte[text.length];
      for (int i = 0; i < name.length; i++) {
        name[i] = (byte) text[i];
      }
      assertEquals(ErrorCode.MALFORMED, refusal(named(name)), Arrays.toString(text));
    }
    assertEquals(ErrorCode.MALFORMED, refusal(new Manifest(1, ROOT, "a\ud800", "").encode()));
  }

  @Test
  void textIsThatOfTheStandardLibrary() throws ProtocolException {
    SeededRandom random = new SeededRandom(5);
    for (int i = 0; i < 5_000; i++) {
      int c = random.below(0x110000);
      if (c < 0xd800 || c > 0xdfff) {
        String text = "x" + Character.toString(c) + "y";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertArrayEquals(bytes, Utf8.encode(text));
        assertEquals(text, Utf8.decode(bytes));
      }
    }
  }
}
