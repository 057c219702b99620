package gossamer.webrtc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.webrtc.ice.IcePath;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What anybody may send to the endpoint's port, and what it does not give away for it. */
class HostileEndpointTest {
  private static final long SECOND = 1_000_000;
  private static final EndpointConfig OPEN = EndpointConfig.of(EndpointHost.PASSWORD);
  private static final byte[] KEY = new byte[32];

  private final RandomGenerator random = new SplittableRandom(3);
  private final ByteBuffer out = ByteBuffer.allocate(2_048);
  private EndpointHost host = new EndpointHost(OPEN, 1);

  private ByteBuffer check(String fragment) {
    return Checks.check(fragment, EndpointHost.PASSWORD, random);
  }

  /** Hands a packet in and gives the bytes that leave for it. */
  private int receive(ByteBuffer packet, IcePath path, long now) {
    host.receive(packet, path, now);
    return drain(now);
  }

  private int drain(long now) {
    int bytes = 0;
    while (host.poll(out.clear(), now) != null) {
      bytes += out.position();
    }
    host.look(now);
    return bytes;
  }

  private long refused(Refusal refusal) {
    return host.endpoint.counters().refused(refusal);
  }

  @Test
  void garbageOfEveryFirstByteGetsNoAnswerAndNoState() {
    for (int first = 0; first < 256; first++) {
      for (int length : new int[] {1, 2, 13, 20, 100, 1_400}) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        bytes[0] = (byte) first;
        assertEquals(0, receive(ByteBuffer.wrap(bytes), Checks.from("203.0.113.1", first + 1), 0));
      }
    }
    assertEquals(0, receive(ByteBuffer.allocate(0), Checks.from("203.0.113.1", 1), 0));
    assertEquals(0, host.endpoint.sessions());
    assertEquals(
        256 * 6 + 1,
        refused(Refusal.UNKNOWN_KIND)
            + refused(Refusal.UNKNOWN_ADDRESS)
            + refused(Refusal.MALFORMED_STUN)
            + refused(Refusal.NOT_A_CHECK));
    assertTrue(refused(Refusal.UNKNOWN_ADDRESS) == 44 * 6);
  }

  @Test
  void aCheckWithoutTheTokenGetsNoAnswerAndNoState() {
    host = new EndpointHost(OPEN.withTokenKey(KEY), 1);
    IcePath path = Checks.from("203.0.113.1", 9);
    assertEquals(0, receive(check("abcdefgh"), path, SECOND));
    assertEquals(0, receive(check("A".repeat(40) + "suffix"), path, SECOND));
    assertEquals(2, refused(Refusal.NO_TOKEN));
    String token = host.endpoint.token(60, SECOND);
    assertEquals(0, receive(check(token + "late"), path, 100 * SECOND));
    assertEquals(1, refused(Refusal.EXPIRED_TOKEN));
    assertEquals(0, host.endpoint.sessions());
    assertTrue(receive(check(token + "in"), path, 50 * SECOND) > 0);
    assertEquals(1, host.endpoint.sessions());
  }

  @Test
  void aCheckMadeWithAnotherPasswordGetsNoAnswerAndNoState() {
    ByteBuffer wrong = Checks.check("abcdefgh", "another password 0123456", random);
    assertEquals(0, receive(wrong, Checks.from("203.0.113.1", 9), 0));
    assertEquals(1, refused(Refusal.BAD_INTEGRITY));
    assertEquals(0, host.endpoint.sessions());
  }

  /** The ICE password is public: a check may carry the address of a victim as its source. */
  @Test
  void noMoreThanThreeTimesTheBytesGoToAnAddressThatProvedNothing() {
    IcePath victim = Checks.from("203.0.113.66", 53);
    for (int seed = 0; seed < 20; seed++) {
      host = new EndpointHost(OPEN, seed);
      for (long now = 0; now < 20 * SECOND; now += 1 + random.nextInt(200_000)) {
        if (random.nextInt(4) == 0) {
          host.receive(check("fragment" + random.nextInt(3)), victim, now);
        }
        host.tick(now);
        drain(now);
        long[] bytes = host.traffic.get(victim.remote());
        if (bytes != null) {
          assertTrue(bytes[1] <= 3 * bytes[0], bytes[1] + " for " + bytes[0] + ", seed " + seed);
        }
      }
    }
    assertTrue(refused(Refusal.AMPLIFICATION) > 0, "the limit was never reached");
  }

  /** Firefox sends one check and then waits; the first flight may be lost. */
  @Test
  void aLongFragmentPaysForTheFirstFlightToBeRepeated() {
    int check = check("a".repeat(200)).remaining();
    IcePath path = Checks.from("203.0.113.1", 9);
    int sent = receive(check("a".repeat(200)), path, 0);
    int flights = 1;
    for (long now = 0; now < 4 * SECOND; now += 10_000) {
      host.tick(now);
      int more = drain(now);
      flights += more > 0 ? 1 : 0;
      sent += more;
    }
    assertTrue(flights >= 4, flights + " flights");
    assertTrue(sent <= 3 * check, sent + " bytes for " + check);
  }

  @Test
  void halfOpenConnectionsOfOnePrefixAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      receive(check("fragment" + i), Checks.from("203.0.113." + i % 250, 1_000 + i), i);
    }
    assertEquals(OPEN.halfOpenPerPrefix(), host.endpoint.sessions());
    assertEquals(1_000 - OPEN.halfOpenPerPrefix(), refused(Refusal.HALF_OPEN_OF_PREFIX));
    assertTrue(receive(check("elsewhere"), Checks.from("198.18.0.1", 9), 2_000) > 0);
  }

  @Test
  void halfOpenConnectionsAreBoundedAndTheOldMakeRoom() {
    host = new EndpointHost(OPEN.withLimits(10_000, 100, 100), 1);
    for (int i = 0; i < 200; i++) {
      receive(check("fragment" + i), Checks.from("10.0." + i + ".1", 9), i);
    }
    assertEquals(100, host.endpoint.sessions());
    assertEquals(100, refused(Refusal.HALF_OPEN));
    long later = Endpoint.EVICTABLE + 100;
    assertTrue(receive(check("patient"), Checks.from("10.1.0.1", 9), later) > 0);
    assertEquals(100, host.endpoint.sessions());
    assertEquals(1, refused(Refusal.EVICTED));
  }

  @Test
  void whatBeganAndFellSilentIsForgotten() {
    receive(check("fragment"), Checks.from("203.0.113.1", 9), 0);
    for (long now = 0; now <= 5 * SECOND; now = Math.max(now + 1, host.deadline())) {
      host.tick(now);
      drain(now);
      if (host.deadline() == Long.MAX_VALUE) {
        break;
      }
    }
    assertEquals(0, host.endpoint.sessions());
    assertEquals(0, host.endpoint.halfOpen());
    assertEquals(1, host.closed.size());
  }

  @Test
  void connectionsAreBounded() {
    host = new EndpointHost(OPEN.withLimits(5, 100, 100), 1);
    for (int i = 0; i < 10; i++) {
      receive(check("fragment" + i), Checks.from("10.0." + i + ".1", 9), 0);
    }
    assertEquals(5, host.endpoint.sessions());
    assertEquals(5, refused(Refusal.SESSIONS));
  }

  @Test
  void theAnswerToTheCheckLeavesBeforeTheClientHello() {
    host.receive(check("fragment"), Checks.from("203.0.113.1", 9), 0);
    assertNotNull(host.poll(out.clear(), 0));
    assertEquals(1, out.get(0), "a STUN success response");
    assertNotNull(host.poll(out.clear(), 0));
    assertEquals(22, out.get(0), "a record of a handshake");
    assertNull(host.poll(out.clear(), 0));
  }

  @Test
  void dtlsFromElsewhereThanTheCheckIsDropped() {
    receive(check("fragment"), Checks.from("203.0.113.1", 9), 0);
    ByteBuffer record = ByteBuffer.allocate(700).put((byte) 22).put((byte) 2);
    assertEquals(0, receive(record.clear(), Checks.from("203.0.113.2", 9), 0));
    assertEquals(1, refused(Refusal.UNKNOWN_ADDRESS));
    assertFalse(host.connected.iterator().hasNext());
  }
}
