package gossamer.conformance.foundation;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Hex;
import gossamer.conformance.Suite;
import gossamer.peer.id.Id;
import gossamer.peer.id.Nonces;
import gossamer.peer.id.SeededRandom;

/** The generators draw the same values on every platform: fixed values. */
public final class RandomSuite implements Suite {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public void define(Checks checks) {
    checks.test("fixed values of a seed", RandomSuite::fixed);
    checks.test("both halves of a seed count", RandomSuite::halves);
    checks.test("below stays below", () -> below(checks.seed()));
    checks.test("doubles lie in [0, 1) and average a half", () -> doubles(checks.seed()));
    checks.test("nonces are SHA-256 of secret and counter", RandomSuite::nonces);
  }

  private static void fixed() {
    SeededRandom random = new SeededRandom(1);
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      drawn.append(random.nextInt()).append(' ');
    }
    Expect.equal("-2071641025 228242336 1611620369 2036226330 ", drawn.toString(), "of seed 1");
    Expect.equal(
        "d85fd011d43e8475b8be9f1823fdda5a0504596c",
        Id.random(new SeededRandom(-7)).toString(),
        "id of -7");
  }

  private static void halves() {
    int low = new SeededRandom(5).nextInt();
    Expect.that(low != new SeededRandom(5L << 32).nextInt(), "another value");
    Expect.that(low != new SeededRandom(5L + (1L << 32)).nextInt(), "another value");
  }

  private static void below(long seed) {
    SeededRandom random = new SeededRandom(seed);
    int[] seen = new int[7];
    for (int i = 0; i < 7_000; i++) {
      seen[random.below(7)]++;
    }
    for (int count : seen) {
      Expect.atLeast(800, count, "draws of one of seven values");
    }
    Expect.equal(0, random.below(1), "below 1");
  }

  private static void doubles(long seed) {
    SeededRandom random = new SeededRandom(seed);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double value = random.nextDouble();
      Expect.that(value >= 0 && value < 1, "0 to 1");
      sum += value;
    }
    Expect.that(sum > 4_850 && sum < 5_150, "an average near a half");
  }

  private static void nonces() {
    Nonces nonces = new Nonces(new byte[32]);
    // SHA-256 of 36 zero bytes, then of 35 zero bytes and a one.
    Expect.equal(
        "6db65fd59fd356f6729140571b5bcd6bb3b83492a16e1bf0a3884442fc3c8a0e",
        Hex.encode(nonces.next(32)),
        "first");
    Expect.equal("2158a8906d5e2c2be001bac943ab9cab", Hex.encode(nonces.next(16)), "second");
    boolean thrown = false;
    try {
      new Nonces(new byte[31]);
    } catch (IllegalArgumentException expected) {
      thrown = true;
    }
    Expect.that(thrown, "a secret of 31 bytes to be refused");
  }
}
