package gossamer.conformance.foundation;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Suite;
import gossamer.peer.id.Id;
import gossamer.peer.id.SeededRandom;
import java.math.BigInteger;

/** The XOR metric of Kademlia (Maymounkov and Mazières, 2002, §2.1) on 160-bit identifiers. */
public final class IdSuite implements Suite {
  private static final int DRAWS = 2_000;

  @Override
  public String name() {
    return "ids";
  }

  @Override
  public void define(Checks checks) {
    checks.test("an id is its 20 bytes and its 40 digits", () -> encodings(checks.seed()));
    checks.test("text that is no id is refused", IdSuite::refusesText);
    checks.test("a key's id is the start of its SHA-256", IdSuite::ofKey);
    checks.test("XOR is a metric and unidirectional", () -> metric(checks.seed()));
    checks.test("distances are compared as unsigned numbers", () -> distances(checks.seed()));
    checks.test("ids are ordered as unsigned numbers", () -> order(checks.seed()));
    checks.test("the common prefix counts leading equal bits", () -> prefixes(checks.seed()));
    checks.test("reading beyond the end is refused", IdSuite::bounds);
  }

  private static BigInteger number(Id id) {
    return new BigInteger(1, id.bytes());
  }

  private static void encodings(long seed) {
    SeededRandom random = new SeededRandom(seed);
    for (int i = 0; i < DRAWS; i++) {
      Id id = Id.random(random);
      Expect.equal(id, Id.of(id.bytes()), "of(bytes)");
      Expect.equal(id, Id.parse(id.toString()), "parse(toString)");
      Expect.equal(id.hashCode(), Id.of(id.bytes()).hashCode(), "hash code");
    }
    Id known = Expect.present(Id.parse("000102030405060708090a0b0c0d0e0f10fffe80"), "an id");
    Expect.equal("000102030405060708090a0b0c0d0e0f10fffe80", known.toString(), "digits");
    Expect.equal(0x80, known.bytes()[19] & 255, "last byte");
  }

  private static void refusesText() {
    Expect.equal(null, Id.parse(""), "empty");
    Expect.equal(null, Id.parse("00"), "short");
    Expect.equal(null, Id.parse("0".repeat(41)), "long");
    Expect.equal(null, Id.parse("A".repeat(40)), "upper case");
    Expect.equal(null, Id.parse("0".repeat(39) + "g"), "no digit");
  }

  private static void ofKey() {
    // SHA-256 of 32 zero bytes is 66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925.
    Id id = Id.ofKey(new byte[32]);
    Expect.equal("66687aadf862bd776c8fc18b8e9f8e2008971485", id.toString(), "id of a key");
  }

  private static void metric(long seed) {
    SeededRandom random = new SeededRandom(seed);
    for (int i = 0; i < DRAWS; i++) {
      Id a = Id.random(random);
      Id b = Id.random(random);
      Id c = Id.random(random);
      BigInteger ab = number(a).xor(number(b));
      BigInteger bc = number(b).xor(number(c));
      BigInteger ac = number(a).xor(number(c));
      Expect.equal(0, a.compareDistance(a, a), "d(x, x)");
      Expect.that(a.equals(b) || a.isCloser(a, b), "d(x, x) < d(x, y)");
      Expect.that(ab.add(bc).compareTo(ac) >= 0, "triangle");
      Expect.equal(a.commonPrefix(b), b.commonPrefix(a), "symmetry");
    }
  }

  private static void distances(long seed) {
    SeededRandom random = new SeededRandom(seed + 1);
    for (int i = 0; i < DRAWS; i++) {
      Id target = Id.random(random);
      Id a = Id.random(random);
      Id b = atPrefix(target, random.below(Id.BITS), random);
      int expected = number(target).xor(number(a)).compareTo(number(target).xor(number(b)));
      Expect.equal(expected, Integer.signum(target.compareDistance(a, b)), "a, b");
      Expect.equal(-expected, Integer.signum(target.compareDistance(b, a)), "b, a");
      Expect.equal(expected < 0, target.isCloser(a, b), "isCloser");
    }
  }

  private static void order(long seed) {
    SeededRandom random = new SeededRandom(seed + 2);
    for (int i = 0; i < DRAWS; i++) {
      Id a = Id.random(random);
      Id b = atPrefix(a, random.below(Id.BITS), random);
      Expect.equal(number(a).compareTo(number(b)), Integer.signum(a.compareTo(b)), "order of " + a);
    }
  }

  private static void prefixes(long seed) {
    SeededRandom random = new SeededRandom(seed + 3);
    Id zero = Id.of(new byte[Id.BYTES]);
    for (int bit = 0; bit < Id.BITS; bit++) {
      byte[] bytes = new byte[Id.BYTES];
      bytes[bit / 8] = (byte) (0x80 >>> bit % 8);
      Expect.equal(bit, zero.commonPrefix(Id.of(bytes)), "first differing bit");
    }
    Id any = Id.random(random);
    Expect.equal(Id.BITS, any.commonPrefix(Id.of(any.bytes())), "with itself");
  }

  /** Shares exactly so many leading bits with another. */
  private static Id atPrefix(Id id, int prefix, SeededRandom random) {
    byte[] bytes = Id.random(random).bytes();
    byte[] first = id.bytes();
    System.arraycopy(first, 0, bytes, 0, prefix / 8);
    int keep = 0xff00 >> prefix % 8;
    int flip = 0x80 >> prefix % 8;
    int old = first[prefix / 8];
    bytes[prefix / 8] = (byte) (old & keep | ~old & flip | bytes[prefix / 8] & ~(keep | flip));
    return Id.of(bytes);
  }

  private static void bounds() {
    boolean thrown = false;
    try {
      Id.read(new byte[Id.BYTES], 1);
    } catch (IndexOutOfBoundsException expected) {
      thrown = true;
    }
    Expect.that(thrown, "IndexOutOfBoundsException");
  }
}
