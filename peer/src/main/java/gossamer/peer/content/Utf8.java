package gossamer.peer.content;

import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Writer;

/**
 * UTF-8 (RFC 3629) that refuses what is malformed where the library's would replace it, so that a
 * name has one encoding on every platform.
 */
final class Utf8 {
  private Utf8() {}

  /** The text as bytes; half a surrogate pair becomes bytes that {@link #decode} refuses. */
  static byte[] encode(String text) {
    Writer out = new Writer(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (c >> 10 == 0x36 && i + 1 < text.length() && text.charAt(i + 1) >> 10 == 0x37) {
        c = 0x10000 + ((c & 0x3ff) << 10 | text.charAt(++i) & 0x3ff);
      }
      if (c < 0x80) {
        out.u8(c);
        continue;
      }
      int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
      out.u8(0xff00 >> more + 1 & 0xff | c >> 6 * more);
      while (--more >= 0) {
        out.u8(0x80 | c >> 6 * more & 0x3f);
      }
    }
    return out.toBytes();
  }

  static String decode(byte[] bytes) throws ProtocolException {
    char[] text = new char[bytes.length];
    int length = 0;
    int at = 0;
    while (at < bytes.length) {
      int lead = bytes[at++] & 255;
      int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
      if (lead >= 0x80 && lead < 0xc2 || lead > 0xf4 || at + more > bytes.length) {
        throw malformed();
      }
      int c = more == 0 ? lead : lead & 0x3f >> more;
      for (int i = 0; i < more; i++) {
        int next = bytes[at++] & 255;
        if (next >> 6 != 2) {
          throw malformed();
        }
        c = c << 6 | next & 0x3f;
      }
      if (more == 2 && c < 0x800 || c >> 11 == 0x1b || more == 3 && (c < 0x10000 || c > 0x10ffff)) {
        throw malformed();
      }
      if (c >= 0x10000) {
        text[length++] = (char) (0xd7c0 + (c >> 10));
        c = 0xdc00 | c & 0x3ff;
      }
      text[length++] = (char) c;
    }
    return new String(text, 0, length);
  }

  private static ProtocolException malformed() {
    return new ProtocolException(ErrorCode.MALFORMED, "not UTF-8");
  }
}
