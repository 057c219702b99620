package gossamer.jvm.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.dtls.DtlsSession;
import gossamer.webrtc.dtls.DtlsState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineSessionTest {
  private static final EngineFactory LEFT = new EngineFactory(HostCertificate.generate());
  private static final EngineFactory RIGHT = new EngineFactory(HostCertificate.generate());
  private static final long MINUTE = 60_000_000;

  private final EngineFactory left = LEFT;
  private final EngineFactory right = RIGHT;

  private Wire wire(long seed) {
    return new Wire(
        left.session(DtlsRole.CLIENT, it -> Arrays.equals(it, right.fingerprint())),
        right.session(DtlsRole.SERVER, it -> Arrays.equals(it, left.fingerprint())),
        seed);
  }

  private Wire connected() {
    Wire wire = wire(1).start().run(1_000_000);
    assertTrue(wire.areConnected());
    return wire;
  }

  private static byte[] packet(int length, int seed) {
    byte[] packet = new byte[length];
    new java.util.Random(seed).nextBytes(packet);
    return packet;
  }

  private static void assertTalks(Wire wire) {
    byte[] up = packet(1200, 1);
    byte[] down = packet(900, 2);
    int before = wire.atServer.size();
    wire.send(wire.client, up);
    wire.send(wire.server, down);
    wire.run(100_000);
    assertEquals(before + 1, wire.atServer.size());
    assertArrayEquals(up, wire.atServer.getLast());
    assertArrayEquals(down, wire.atClient.getLast());
  }

  @Test
  void bothSidesProveTheirCertificates() {
    Wire wire = connected();
    assertArrayEquals(right.fingerprint(), wire.client.peerFingerprint());
    assertArrayEquals(left.fingerprint(), wire.server.peerFingerprint());
    assertEquals(Long.MAX_VALUE, wire.client.deadlineMicros());
    assertEquals(Long.MAX_VALUE, wire.server.deadlineMicros());
    assertTalks(wire);
  }

  @Test
  void aHandshakeTakesThreeRoundTripsAndSmallDatagrams() {
    Wire wire = wire(1).start().run(6 * Wire.DELAY);
    assertTrue(wire.areConnected());
    assertEquals(6, wire.sent.size());
    wire.sent.forEach(it -> assertTrue(it.length <= 1200));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void lossReorderingDuplicatesAndGarbageOnlyDelayTheHandshake(long seed) {
    Wire wire = wire(seed).lossy(0.3, 0.3).start().run(15_000_000);
    // The server is done first; the client's part needs the server's last flight, perhaps again.
    assertTrue(wire.areConnected(), () -> wire.client.state() + ", " + wire.server.state());
    wire.lossy(0, 0.5);
    wire.run(1_000_000);
    wire.lossy(0, 0);
    assertTalks(wire);
  }

  @Test
  void spoofedPlainAlertsDoNotEndTheHandshake() {
    long before = left.counters().dropped(DtlsDrop.PLAIN);
    Wire wire = wire(1).start();
    for (int i = 0; i < 12; i++) {
      wire.inject(true, Records.fatalAlert());
      wire.inject(false, Records.fatalAlert());
      wire.run(10_000);
    }
    wire.run(1_000_000);
    assertTrue(wire.areConnected());
    assertTrue(left.counters().dropped(DtlsDrop.PLAIN) > before);
    assertTalks(wire);
  }

  @Test
  void headersThatPromiseTooMuchEndNothing() {
    Wire wire = wire(1).start();
    byte[] large = Records.of(RecordFilter.HANDSHAKE, 0, 0xffff);
    for (int i = 0; i < 12; i++) {
      wire.inject(true, large);
      wire.inject(false, large);
      wire.inject(true, Records.handshake(100, 90, 40, 40));
      wire.inject(true, Records.handshake(40, 0, 40, 40));
      wire.run(10_000);
    }
    wire.run(1_000_000);
    assertTrue(wire.areConnected());
    wire.inject(true, large);
    wire.inject(false, Records.of(RecordFilter.APPLICATION_DATA, 1, 0xffff, new byte[30]));
    wire.run(100_000);
    assertTalks(wire);
  }

  @Test
  void forgedRecordsOfAConnectedSessionAreDropped() {
    Wire wire = connected();
    for (int type = 20; type <= 23; type++) {
      for (int epoch = 0; epoch <= 2; epoch++) {
        wire.inject(true, Records.of(type, epoch, packet(60, type + epoch)));
        wire.inject(false, Records.of(type, epoch, packet(60, type + epoch)));
      }
    }
    wire.run(100_000);
    assertTrue(wire.areConnected());
    assertTrue(wire.atClient.isEmpty() && wire.atServer.isEmpty());
    assertTalks(wire);
  }

  @Test
  void handshakeRecordsOfAnotherEpochAreNotKept() {
    Wire wire = connected();
    long before = right.counters().dropped(DtlsDrop.EPOCH);
    for (int i = 0; i < 1000; i++) {
      wire.inject(false, Records.of(RecordFilter.HANDSHAKE, 2, packet(1000, i)));
    }
    wire.run(100_000);
    assertEquals(1000, right.counters().dropped(DtlsDrop.EPOCH) - before);
    assertTalks(wire);
  }

  @Test
  void aHandshakeReadsABoundedNumberOfRecords() {
    Wire wire = wire(1).start();
    long before = left.counters().dropped(DtlsDrop.HANDSHAKE_LIMIT);
    byte[] later = Records.handshake(100, 0, 40, 40);
    later[RecordFilter.HEADER] = 11;
    for (int i = 0; i < EngineSession.MOST_HANDSHAKE_RECORDS + 10; i++) {
      wire.client.receive(ByteBuffer.wrap(later.clone()), wire.now);
    }
    assertEquals(10, left.counters().dropped(DtlsDrop.HANDSHAKE_LIMIT) - before);
  }

  @Test
  void theFirstFlightIsSentAgainAfterSixtyMillisecondsAndThenEverLater() {
    Wire wire = wire(1).towardsServer(it -> new byte[0]).start();
    long start = wire.now;
    wire.run(1_000_000);
    List<Long> times = new ArrayList<>();
    wire.sentByClientAt.forEach(at -> times.add((at - start) / 1000));
    assertEquals(List.of(0L, 60L, 180L, 420L, 900L), times);
  }

  @Test
  void aClientHelloIsSentEarlierWhenAsked() {
    boolean[] isOpen = {false};
    Wire wire = wire(1).towardsServer(it -> isOpen[0] ? it : new byte[0]).start();
    wire.client.resend(wire.now);
    wire.drain();
    assertEquals(1, wire.sent.size(), "it has just left");
    wire.run(15_000);
    isOpen[0] = true;
    wire.client.resend(wire.now);
    wire.drain();
    assertEquals(2, wire.sent.size());
    wire.run(6 * Wire.DELAY);
    assertTrue(wire.areConnected());
    wire.client.resend(wire.now);
    wire.server.resend(wire.now);
    int before = wire.sent.size();
    wire.drain();
    assertEquals(before, wire.sent.size(), "nothing waits");
  }

  @Test
  void theServersLostLastFlightIsSentAgain() {
    int[] lost = {0};
    Wire wire = wire(1);
    wire.towardsClient(
        it -> wire.server.state() == DtlsState.CONNECTED && lost[0]++ < 2 ? new byte[0] : it);
    wire.start().run(3_000_000);
    assertEquals(3, lost[0]);
    assertTrue(wire.areConnected());
    assertTalks(wire);
  }

  @Test
  void whatOvertakesTheServersLastFlightIsRead() {
    boolean[] isLost = {false};
    Wire wire = wire(1);
    wire.towardsClient(it -> {
      boolean loses = wire.server.state() == DtlsState.CONNECTED && !isLost[0];
      isLost[0] |= loses;
      return loses ? new byte[0] : it;
    });
    wire.start().run(5 * Wire.DELAY);
    assertEquals(DtlsState.CONNECTED, wire.server.state());
    assertEquals(DtlsState.HANDSHAKING, wire.client.state());
    long before = left.counters().dropped(DtlsDrop.EARLY);
    byte[] init = packet(44, 5);
    wire.send(wire.server, init);
    wire.send(wire.server, packet(EarlyRecords.LONGEST, 6));
    wire.run(1_000_000);
    assertTrue(wire.areConnected());
    assertEquals(1, wire.atClient.size());
    assertArrayEquals(init, wire.atClient.getFirst());
    assertEquals(1, left.counters().dropped(DtlsDrop.EARLY) - before, "the one that is too long");
    assertTalks(wire);
  }

  @Test
  void earlyRecordsOfStrangersAreBoundedAndEndNothing() {
    long before = left.counters().dropped(DtlsDrop.EARLY);
    Wire wire = wire(1).start();
    for (int i = 0; i < 100; i++) {
      wire.client.receive(
          ByteBuffer.wrap(Records.of(RecordFilter.APPLICATION_DATA, 1, packet(60, i))), wire.now);
    }
    assertEquals(100 - EarlyRecords.MOST, left.counters().dropped(DtlsDrop.EARLY) - before);
    wire.run(1_000_000);
    assertTrue(wire.areConnected());
    assertTrue(wire.atClient.isEmpty());
    assertTalks(wire);
  }

  @Test
  void theRoundTripOfThePathIsKnownAfterTheHandshake() {
    Wire wire = wire(1);
    assertEquals(-1, wire.client.roundTripMicros());
    wire.start().run(1_000_000);
    assertEquals(2 * Wire.DELAY, wire.client.roundTripMicros());
    assertEquals(2 * Wire.DELAY, wire.server.roundTripMicros());
  }

  @Test
  void aHandshakeWithoutAnswerFailsAtItsDeadline() {
    Wire wire = wire(1).towardsServer(it -> new byte[0]).start();
    wire.run(FlightTimer.HANDSHAKE - 1);
    assertEquals(DtlsState.HANDSHAKING, wire.client.state());
    wire.run(1);
    assertEquals(DtlsState.FAILED, wire.client.state());
    assertEquals(DtlsState.FAILED, wire.server.state());
    assertEquals(Long.MAX_VALUE, wire.client.deadlineMicros());
    assertThrows(IllegalStateException.class, wire.client::peerFingerprint);
  }

  @Test
  void aServerWithTheWrongFingerprintIsRefused() {
    Wire wire =
        new Wire(
            left.session(DtlsRole.CLIENT, it -> Arrays.equals(it, left.fingerprint())),
            right.session(DtlsRole.SERVER, it -> true),
            1);
    wire.start().run(MINUTE);
    assertEquals(DtlsState.FAILED, wire.client.state());
    assertEquals(DtlsState.FAILED, wire.server.state());
  }

  @Test
  void aClientWithTheWrongFingerprintIsRefused() {
    Wire wire =
        new Wire(
            left.session(DtlsRole.CLIENT, it -> true),
            right.session(DtlsRole.SERVER, it -> Arrays.equals(it, right.fingerprint())),
            1);
    wire.start().run(MINUTE);
    assertEquals(DtlsState.FAILED, wire.server.state());
    assertEquals(DtlsState.FAILED, wire.client.state());
  }

  @Test
  void closeNotifyIsNoticed() {
    Wire wire = connected();
    wire.server.close(wire.now);
    assertEquals(DtlsState.CLOSED, wire.server.state());
    wire.drain();
    wire.run(100_000);
    assertEquals(DtlsState.CLOSED, wire.client.state());
    assertFalse(
        wire.client.protect(ByteBuffer.allocate(1), ByteBuffer.allocate(1472)), "after the end");
    int before = wire.sent.size();
    wire.server.close(wire.now);
    wire.client.close(wire.now);
    wire.drain();
    assertEquals(before, wire.sent.size());
  }

  @Test
  void packetsUpToTheLimitPassAndLongerOnesAreCounted() {
    Wire wire = connected();
    wire.send(wire.client, packet(1435, 3));
    wire.run(100_000);
    assertEquals(1435, wire.atServer.getLast().length);
    long before = left.counters().dropped(DtlsDrop.TOO_LARGE);
    ByteBuffer into = ByteBuffer.allocate(1472);
    assertFalse(wire.client.protect(ByteBuffer.allocate(1436), into));
    assertFalse(wire.client.protect(ByteBuffer.allocate(0), into));
    assertEquals(2, left.counters().dropped(DtlsDrop.TOO_LARGE) - before);
    assertEquals(0, into.position());
  }

  @Test
  void repeatedRecordsReachTheOwnerWhoMustKnowThem() {
    // The engine has no replay window (RFC 6347, section 4.1.2.6 makes it optional).
    Wire wire = connected();
    wire.send(wire.client, packet(10, 4));
    byte[] record = wire.sent.getLast();
    wire.inject(false, record);
    wire.run(100_000);
    assertEquals(2, wire.atServer.size());
  }

  @Test
  void severalRecordsInOneDatagramAreAllRead() {
    Wire wire = connected();
    ByteBuffer datagram = ByteBuffer.allocate(1472);
    for (int i = 0; i < 3; i++) {
      ByteBuffer one = ByteBuffer.allocate(1472);
      assertTrue(wire.client.protect(ByteBuffer.wrap(packet(100, i)), one));
      datagram.put(one.flip());
    }
    datagram.put(new byte[] {1, 2, 3}).flip();
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    wire.inject(false, bytes);
    wire.run(100_000);
    assertEquals(3, wire.atServer.size());
    assertArrayEquals(packet(100, 2), wire.atServer.get(2));
  }

  @Test
  void packetsThatNobodyPollsAreBounded() {
    Wire wire = connected();
    long before = right.counters().dropped(DtlsDrop.FULL);
    DtlsSession server = wire.server;
    for (int i = 0; i < 100; i++) {
      ByteBuffer one = ByteBuffer.allocate(1472);
      assertTrue(wire.client.protect(ByteBuffer.wrap(packet(10, i)), one));
      server.receive(one.flip(), wire.now);
    }
    assertEquals(36, right.counters().dropped(DtlsDrop.FULL) - before);
  }
}
