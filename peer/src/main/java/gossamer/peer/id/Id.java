package gossamer.peer.id;

import org.jspecify.annotations.Nullable;

/**
 * An identifier of 160 bits in the XOR metric space of Kademlia (Maymounkov and Mazières, 2002,
 * §2). Peers, keys of the DHT and topics share this one space. Immutable.
 */
public final class Id implements Comparable<Id> {
  /** Length of an identifier in bytes. */
  public static final int BYTES = 20;

  /** Length of an identifier in bits. */
  public static final int BITS = 160;

  private static final int WORDS = 5;
  private static final String HEX = "0123456789abcdef";

  private final int[] words;

  private Id(int[] words) {
    this.words = words;
  }

  /**
   * Reads an identifier from {@code bytes[offset, offset + 20)}, big-endian.
   *
   * @throws IndexOutOfBoundsException when fewer than 20 bytes are there
   */
  public static Id read(byte[] bytes, int offset) {
    int[] words = new int[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = Words.read(bytes, offset + 4 * i);
    }
    return new Id(words);
  }

  /** The first 20 bytes of a longer digest or of an encoded identifier. */
  public static Id of(byte[] bytes) {
    return read(bytes, 0);
  }

  /** The self-certifying identifier of a public signing key: the first 20 bytes of its SHA-256. */
  public static Id ofKey(byte[] publicKey) {
    return of(Sha256.of(publicKey));
  }

  /** A pseudo-random identifier, for lookups that refresh a bucket and for simulated peers. */
  public static Id random(SeededRandom random) {
    int[] words = new int[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = random.nextInt();
    }
    return new Id(words);
  }

  /** Parses 40 lower-case hexadecimal digits; null when the text is anything else. */
  public static @Nullable Id parse(String hex) {
    if (hex.length() != 2 * BYTES) {
      return null;
    }
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      int high = digit(hex.charAt(2 * i));
      int low = digit(hex.charAt(2 * i + 1));
      if (high < 0 || low < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return of(bytes);
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  /** This identifier as 20 new bytes, big-endian. */
  public byte[] bytes() {
    return Words.bytes(words);
  }

  /**
   * Number of leading bits that both share, 0 to 160; the index of the k-bucket of {@code other} as
   * seen from here.
   */
  public int commonPrefix(Id other) {
    for (int i = 0; i < WORDS; i++) {
      int x = words[i] ^ other.words[i];
      if (x != 0) {
        return 32 * i + Integer.numberOfLeadingZeros(x);
      }
    }
    return BITS;
  }

  /**
   * Compares the XOR distances of {@code a} and {@code b} to this identifier: negative when {@code
   * a} is closer.
   */
  public int compareDistance(Id a, Id b) {
    for (int i = 0; i < WORDS; i++) {
      int da = words[i] ^ a.words[i];
      int db = words[i] ^ b.words[i];
      if (da != db) {
        return (da ^ 0x80000000) < (db ^ 0x80000000) ? -1 : 1;
      }
    }
    return 0;
  }

  /** Whether {@code a} is strictly closer to this identifier than {@code b}. */
  public boolean isCloser(Id a, Id b) {
    return compareDistance(a, b) < 0;
  }

  /** The clockwise distance from another identifier to this one on the ring modulo 2^160. */
  public Id minus(Id other) {
    int[] difference = new int[WORDS];
    int borrow = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
      int a = words[i];
      int b = other.words[i];
      difference[i] = a - b - borrow;
      // The subtrahend with the borrow is greater than the minuend, both unsigned.
      borrow = (a ^ 0x80000000) < (b ^ 0x80000000) || a == b && borrow == 1 ? 1 : 0;
    }
    return new Id(difference);
  }

  @Override
  public int compareTo(Id other) {
    for (int i = 0; i < WORDS; i++) {
      if (words[i] != other.words[i]) {
        return (words[i] ^ 0x80000000) < (other.words[i] ^ 0x80000000) ? -1 : 1;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof Id id && compareTo(id) == 0;
  }

  @Override
  public int hashCode() {
    return words[0] ^ words[4];
  }

  /** Forty lower-case hexadecimal digits. */
  @Override
  public String toString() {
    char[] text = new char[2 * BYTES];
    for (int i = 0; i < text.length; i++) {
      text[i] = HEX.charAt(words[i >> 3] >>> 28 - 4 * (i & 7) & 15);
    }
    return new String(text);
  }
}
