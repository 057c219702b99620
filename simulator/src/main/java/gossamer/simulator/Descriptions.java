package gossamer.simulator;

/** Reading and writing the text of simulated descriptions. */
final class Descriptions {
  private Descriptions() {}

  static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return text.toString();
  }

  static byte[] join(byte[] one, byte[] two) {
    byte[] joined = new byte[one.length + two.length];
    System.arraycopy(one, 0, joined, 0, one.length);
    System.arraycopy(two, 0, joined, one.length, two.length);
    return joined;
  }

  /** The word behind a key, up to the next white space; empty when the key is not there. */
  static String after(String key, byte[] text) {
    StringBuilder whole = new StringBuilder();
    for (byte b : text) {
      whole.append((char) (b & 255));
    }
    int start = whole.indexOf(key);
    if (start < 0) {
      return "";
    }
    int from = start + key.length();
    int to = from;
    while (to < whole.length() && whole.charAt(to) > ' ') {
      to++;
    }
    return whole.substring(from, to);
  }
}
