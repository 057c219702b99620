package gossamer.peer.id;

/**
 * A small deterministic generator (xorshift128, Marsaglia 2003) on 32-bit words, so that it draws
 * the same numbers on the JVM and in the browser. It spreads load and breaks ties; it never makes a
 * key, a nonce or a token.
 */
public final class SeededRandom {
  private int x;
  private int y;
  private int z;
  private int w;

  /** The same seed draws the same numbers on every platform. */
  public SeededRandom(long seed) {
    x = mix((int) seed);
    y = mix((int) (seed >>> 32) ^ 0x9e3779b9);
    z = mix(x ^ 0x85ebca6b);
    w = mix(y ^ 0xc2b2ae35) | 1;
    for (int i = 0; i < 8; i++) {
      nextInt();
    }
  }

  private static int mix(int value) {
    int v = value + 0x7f4a7c15;
    v = (v ^ v >>> 16) * 0x85ebca6b;
    v = (v ^ v >>> 13) * 0xc2b2ae35;
    return v ^ v >>> 16;
  }

  /** Any of the 2^32 values. */
  public int nextInt() {
    int t = x ^ x << 11;
    x = y;
    y = z;
    z = w;
    w = w ^ w >>> 19 ^ t ^ t >>> 8;
    return w;
  }

  /** A value in 0 to {@code bound} − 1; {@code bound} is 1 or more. */
  public int below(int bound) {
    return (nextInt() >>> 1) % bound;
  }

  /** A value in 0 to 1, 1 excluded. */
  public double nextDouble() {
    return (nextInt() >>> 4) / (double) (1 << 28);
  }
}
