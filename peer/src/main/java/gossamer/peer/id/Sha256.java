package gossamer.peer.id;

/**
 * SHA-256 (FIPS 180-4). The core needs identifiers and Merkle nodes synchronously, and the
 * browser's runtime offers no synchronous digest; bulk data is hashed by the host instead.
 */
public final class Sha256 {
  /** Length of a digest in bytes. */
  public static final int BYTES = 32;

  private static final int BLOCK = 64;
  private static final int[] PRIMES = primes();
  private static final int[] K = constants();
  private static final int[] START = initialState();

  private final int[] state = START.clone();
  private final int[] w = new int[64];
  private final byte[] block = new byte[BLOCK];
  private int filled;
  private int total;

  /** Digest of one array. */
  public static byte[] of(byte[] data) {
    return of(data, new byte[0]);
  }

  /** Digest of two arrays, one after the other: the inner node of a Merkle tree. */
  public static byte[] of(byte[] left, byte[] right) {
    Sha256 sha = new Sha256();
    sha.update(left, 0, left.length);
    sha.update(right, 0, right.length);
    return sha.digest();
  }

  /** Takes in {@code data[offset, offset + length)}; at most 256 MiB in all. */
  public void update(byte[] data, int offset, int length) {
    total += length;
    for (int i = 0; i < length; i++) {
      block[filled++] = data[offset + i];
      if (filled == BLOCK) {
        compress();
      }
    }
  }

  /** Finishes and returns the 32 bytes of the digest; the object must not be used again. */
  public byte[] digest() {
    block[filled++] = (byte) 0x80;
    if (filled > BLOCK - 8) {
      zeroTo(BLOCK);
      compress();
    }
    // The length in bits: below 2³⁴, so that three of its eight bytes are zero.
    zeroTo(BLOCK - 5);
    block[filled++] = (byte) (total >>> 29);
    for (int shift = 24; shift >= 0; shift -= 8) {
      block[filled++] = (byte) (total << 3 >>> shift);
    }
    compress();
    return Words.bytes(state);
  }

  private void zeroTo(int end) {
    while (filled < end) {
      block[filled++] = 0;
    }
  }

  private void compress() {
    filled = 0;
    for (int i = 0; i < 16; i++) {
      w[i] = Words.read(block, 4 * i);
    }
    for (int i = 16; i < 64; i++) {
      int a = w[i - 15];
      int b = w[i - 2];
      int s0 = (a >>> 7 | a << 25) ^ (a >>> 18 | a << 14) ^ a >>> 3;
      int s1 = (b >>> 17 | b << 15) ^ (b >>> 19 | b << 13) ^ b >>> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    rounds();
  }

  private void rounds() {
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int f = state[5];
    int g = state[6];
    int h = state[7];
    for (int i = 0; i < 64; i++) {
      int s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
      int t1 = h + s1 + (e & f ^ ~e & g) + K[i] + w[i];
      int s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
      int t2 = s0 + (a & b ^ a & c ^ b & c);
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + t2;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }

  /**
   * The first 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4
   * §5.3.3).
   */
  private static int[] initialState() {
    int[] state = new int[8];
    for (int i = 0; i < state.length; i++) {
      state[i] = fraction(Math.sqrt(PRIMES[i]));
    }
    return state;
  }

  /**
   * The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4
   * §4.2.2).
   */
  private static int[] constants() {
    int[] constants = new int[PRIMES.length];
    for (int i = 0; i < constants.length; i++) {
      constants[i] = fraction(Math.cbrt(PRIMES[i]));
    }
    return constants;
  }

  /** The first 32 bits after the point; a double has at least 49 of them here. */
  private static int fraction(double value) {
    return (int) (long) ((value - Math.floor(value)) * 0x1p32);
  }

  private static int[] primes() {
    int[] primes = new int[64];
    int count = 0;
    for (int n = 2; count < primes.length; n++) {
      int divisor = 0;
      while (divisor < count && n % primes[divisor] != 0) {
        divisor++;
      }
      if (divisor == count) {
        primes[count++] = n;
      }
    }
    return primes;
  }
}
