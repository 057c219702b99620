package gossamer.conformance.foundation;

import gossamer.conformance.Checks;
import gossamer.conformance.Expect;
import gossamer.conformance.Hex;
import gossamer.conformance.Suite;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.id.Sha256;

/** SHA-256 against the examples of FIPS 180-4 (NIST's SHA256.pdf and its additional examples). */
public final class Sha256Suite implements Suite {
  @Override
  public String name() {
    return "sha-256";
  }

  @Override
  public void define(Checks checks) {
    checks.test(
        "the empty message",
        () -> known("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    checks.test(
        "one block",
        () -> known("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    checks.test(
        "two blocks",
        () ->
            known(
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    checks.test(
        "a million letters",
        () ->
            known(
                "a".repeat(1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    checks.test("lengths around the padding's edge", Sha256Suite::padding);
    checks.test(
        "the digest does not depend on how the bytes are split", () -> split(checks.seed()));
  }

  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static void known(String message, String digest) {
    Expect.equal(digest, Hex.encode(Sha256.of(ascii(message))), "digest");
  }

  // NIST's additional examples: zero bytes of 55, 56, 57 and 64.
  private static void padding() {
    zeros(55, "02779466cdec163811d078815c633f21901413081449002f24aa3e80f0b88ef7");
    zeros(56, "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb");
    zeros(57, "65a16cb7861335d5ace3c60718b5052e44660726da4cd13bb745381b235a1785");
    zeros(64, "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
    zeros(1_000, "541b3e9daa09b20bf85fa273e5cbd3e80185aa4ec298e765db87742b70138a53");
  }

  private static void zeros(int length, String digest) {
    Expect.equal(digest, Hex.encode(Sha256.of(new byte[length])), length + " zero bytes");
  }

  private static void split(long seed) {
    SeededRandom random = new SeededRandom(seed);
    byte[] data = new byte[700];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) random.nextInt();
    }
    byte[] whole = Sha256.of(data);
    for (int round = 0; round < 200; round++) {
      Sha256 sha = new Sha256();
      int at = 0;
      while (at < data.length) {
        int length = Math.min(data.length - at, random.below(130));
        sha.update(data, at, length);
        at += length;
      }
      Expect.bytes(whole, sha.digest(), "digest in pieces");
    }
    byte[] left = {1, 2};
    byte[] right = {3};
    Expect.bytes(Sha256.of(new byte[] {1, 2, 3}), Sha256.of(left, right), "two arrays");
  }
}
