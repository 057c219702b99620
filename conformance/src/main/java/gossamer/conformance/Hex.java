package gossamer.conformance;

/** Hexadecimal digits of the byte vectors. */
public final class Hex {
  private static final String DIGITS = "0123456789abcdef";

  private Hex() {}

  /** Two lower-case digits for each byte. */
  public static String encode(byte[] bytes) {
    char[] text = new char[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      text[2 * i] = DIGITS.charAt((bytes[i] & 255) >> 4);
      text[2 * i + 1] = DIGITS.charAt(bytes[i] & 15);
    }
    return new String(text);
  }

  /** The bytes of an even number of lower-case digits; white space between them is skipped. */
  public static byte[] decode(String text) {
    byte[] bytes = new byte[text.length()];
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' || c == '\n') {
        continue;
      }
      int value = DIGITS.indexOf(c);
      Expect.that(value >= 0, "a hexadecimal digit in place of " + c);
      bytes[digits >> 1] |= (byte) (value << 4 - 4 * (digits & 1));
      digits++;
    }
    Expect.that((digits & 1) == 0, "an even number of digits");
    byte[] out = new byte[digits / 2];
    System.arraycopy(bytes, 0, out, 0, out.length);
    return out;
  }
}
