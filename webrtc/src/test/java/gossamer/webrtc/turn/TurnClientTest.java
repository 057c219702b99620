package gossamer.webrtc.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.PasswordAlgorithm;
import gossamer.stun.StunMethod;
import gossamer.stun.TransportAddress;
import gossamer.webrtc.turn.TurnFailure.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TURN client and a scripted server on virtual time; clauses are of RFC 8656 unless said. */
class TurnClientTest {
  private static final long SECOND = 1_000_000;
  private static final long RTO = 500_000;
  private static final TurnCredentials USER = new TurnCredentials("user", "secret");
  private static final TransportAddress RELAYED = address("198.51.100.9", 50_000);
  private static final TransportAddress PEER = address("192.0.2.5", 5_000);

  private final ScriptedTurnServer server = new ScriptedTurnServer(USER, RELAYED);
  private final List<TurnOutput.Allocated> allocated = new ArrayList<>();
  private final List<TurnFailure> failures = new ArrayList<>();
  private final List<Long> sentAt = new ArrayList<>();
  private final List<String> atPeer = new ArrayList<>();
  private SplittableRandom random = new SplittableRandom(1);
  private TurnClient client = start(USER);
  private double loss;
  private boolean dead;
  private int nextTime;
  private long now;

  private static TransportAddress address(String host, int port) {
    return TransportAddress.parse(host, port).orElseThrow();
  }

  private TurnClient start(TurnCredentials who) {
    return new TurnClient(who, RTO, random.split(), now);
  }

  private void settle() {
    for (TurnOutput next = client.poll(); next != null; next = client.poll()) {
      switch (next) {
        case TurnOutput.Allocated told -> allocated.add(told);
        case TurnOutput.Failed(var failure) -> failures.add(failure);
        case TurnOutput.Send(var packet) -> {
          sentAt.add(now);
          toServer(packet);
        }
      }
    }
  }

  private void toServer(ByteBuffer packet) {
    List<ByteBuffer> answers = new ArrayList<>();
    if (!dead && random.nextDouble() >= loss) {
      server.receive(packet, now, answers).forEach(sent -> atPeer.add(text(sent.payload())));
    }
    for (ByteBuffer answer : answers) {
      if (random.nextDouble() >= loss) {
        assertEquals(Optional.empty(), client.receive(answer, now));
      }
    }
  }

  private void run(long until) {
    settle();
    while (client.deadlineMicros() <= until) {
      assertTrue(client.deadlineMicros() >= now, "a deadline in the past");
      now = client.deadlineMicros();
      client.tick(now);
      settle();
    }
    now = until;
  }

  private static String text(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.US_ASCII);
  }

  private static ByteBuffer payload(String text) {
    return ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private int send(TransportAddress peer, String text) {
    ByteBuffer packet = ByteBuffer.allocate(2_048);
    int size = client.wrap(peer, payload(text), packet, now) ? packet.flip().remaining() : 0;
    if (size > 0) {
      toServer(packet);
    }
    settle();
    return size;
  }

  private Optional<String> receive(TransportAddress peer, String text) {
    return server
        .fromPeer(peer, payload(text), now)
        .flatMap(packet -> client.receive(packet, now))
        .filter(data -> data.peer().equals(peer))
        .map(data -> text(data.payload()));
  }

  private int seen(int method) {
    return server.seen.getOrDefault(method, 0);
  }

  @Test
  void section72anAllocationIsMadeAfterOneChallenge() {
    run(SECOND);
    assertEquals(List.of(new TurnOutput.Allocated(RELAYED, ScriptedTurnServer.MAPPED)), allocated);
    assertEquals(2, seen(StunMethod.ALLOCATE));
    assertEquals(TurnState.ALLOCATED, client.state());
  }

  @Test
  void rfc8489Section621requestsAreSentSevenTimesAndGivenUp() {
    dead = true;
    run(60 * SECOND);
    assertEquals(List.of(0L, RTO, 3 * RTO, 7 * RTO, 15 * RTO, 31 * RTO, 63 * RTO), sentAt);
    assertEquals(List.of(new TurnFailure(Reason.TIMEOUT, 0)), failures);
    assertEquals(TurnState.FAILED, client.state());
    assertEquals(Long.MAX_VALUE, client.deadlineMicros());
  }

  @Test
  void rfc8489Section925aSecond401IsNotRetried() {
    client = start(new TurnCredentials("user", "wrong"));
    run(SECOND);
    assertEquals(List.of(new TurnFailure(Reason.UNAUTHENTICATED, 401)), failures);
    assertEquals(2, seen(StunMethod.ALLOCATE));
  }

  @Test
  void rfc8489Section925theFirstKnownAlgorithmIsUsedWithSha256() {
    server.offers = List.of(PasswordAlgorithm.SHA_256, PasswordAlgorithm.MD5);
    run(SECOND);
    assertEquals(1, allocated.size());
    assertEquals(0, client.counters().unauthenticated());
  }

  @Test
  void rfc8489Section925theUserIsAnonymousWhenTheNonceSaysSo() {
    server.offers = List.of(PasswordAlgorithm.MD5);
    server.anonymous = true;
    run(SECOND);
    assertEquals(1, allocated.size());
  }

  @Test
  void rfc8489Section921aListOfAlgorithmsThatWasTakenOutIsNoticed() {
    server.offers = List.of(PasswordAlgorithm.SHA_256);
    server.hidesAlgorithms = true;
    run(SECOND);
    assertEquals(List.of(new TurnFailure(Reason.BID_DOWN, 401)), failures);
    assertEquals(1, seen(StunMethod.ALLOCATE));
  }

  @Test
  void rfc8489Section925answersWithAWrongIntegrityAreAsIfTheyHadNotCome() {
    server.forges = true;
    run(60 * SECOND);
    assertEquals(List.of(new TurnFailure(Reason.BAD_INTEGRITY, 0)), failures);
    assertEquals(Request.SENDS, client.counters().unauthenticated());
  }

  @Test
  void rfc8489Section925aStaleNonceIsReplacedAndTheRequestGoesAgain() {
    run(SECOND);
    server.renewNonce();
    send(PEER, "hello");
    assertEquals(2, seen(StunMethod.CREATE_PERMISSION));
    assertEquals(List.of("hello"), atPeer);
    assertEquals(List.of(), failures);
  }

  @ParameterizedTest
  @CsvSource({
    "300, REDIRECTED",
    "403, FORBIDDEN",
    "437, MISMATCH",
    "440, UNSUPPORTED",
    "441, UNAUTHENTICATED",
    "442, UNSUPPORTED",
    "486, QUOTA",
    "500, SERVER_ERROR",
    "508, CAPACITY"
  })
  void section74refusalsOfAnAllocationAreTyped(int code, Reason reason) {
    server.refuses.put(StunMethod.ALLOCATE, code);
    run(SECOND);
    assertEquals(List.of(new TurnFailure(reason, code)), failures);
    assertEquals(List.of(), allocated);
  }

  @Test
  void section71anAllocationIsRefreshedAMinuteBeforeItsEnd() {
    run(539 * SECOND);
    assertEquals(0, seen(StunMethod.REFRESH));
    run(541 * SECOND);
    assertEquals(1, seen(StunMethod.REFRESH));
    run(3_600 * SECOND);
    assertTrue(server.allocated(now));
  }

  @Test
  void section82anAllocationThatTheServerForgotHasFailed() {
    run(SECOND);
    server.until = 0;
    run(600 * SECOND);
    assertEquals(List.of(new TurnFailure(Reason.MISMATCH, 437)), failures);
  }

  @Test
  void section10theFirstPacketsWaitForThePermission() {
    run(SECOND);
    dead = true;
    for (int i = 0; i < 6; i++) {
      assertEquals(0, send(PEER.withPort(5_000 + i), "p" + i));
    }
    dead = false;
    run(2 * SECOND);
    assertEquals(List.of("p2", "p3", "p4", "p5"), atPeer);
    assertEquals(2, client.counters().dropped());
    assertEquals(1, seen(StunMethod.CREATE_PERMISSION));
  }

  @Test
  void section9aPermissionIsRenewedWhileItIsUsedAndEndsOtherwise() {
    run(SECOND);
    send(PEER, "first");
    for (int i = 0; i < 20; i++) {
      run(now + 60 * SECOND);
      assertTrue(send(PEER, "again") > 0, "after " + i);
    }
    assertTrue(seen(StunMethod.CREATE_PERMISSION) >= 5);
    assertEquals(21, atPeer.size());
    int asked = seen(StunMethod.CREATE_PERMISSION);
    run(now + 1_200 * SECOND);
    assertTrue(seen(StunMethod.CREATE_PERMISSION) <= asked + 1);
    assertEquals(Optional.empty(), receive(PEER, "late"));
  }

  @Test
  void section102aRefusedPermissionIsOfOnePeerOnly() {
    run(SECOND);
    server.refuses.put(StunMethod.CREATE_PERMISSION, 403);
    assertEquals(0, send(PEER, "no"));
    server.refuses.clear();
    TransportAddress other = address("192.0.2.6", 6_000);
    send(other, "yes");
    assertEquals(0, send(PEER, "not yet"));
    assertEquals(List.of("yes"), atPeer);
    assertEquals(1, client.counters().refused());
    run(62 * SECOND);
    send(PEER, "now");
    assertEquals(List.of("yes", "now"), atPeer);
    assertEquals(List.of(), failures);
  }

  @Test
  void section114dataFromWhoHasNoPermissionIsDropped() {
    run(SECOND);
    send(PEER, "hello");
    assertEquals(Optional.of("back"), receive(PEER, "back"));
    server.permissions.put(address("192.0.2.66", 0), Long.MAX_VALUE);
    assertEquals(Optional.empty(), receive(address("192.0.2.66", 1), "unasked"));
    assertEquals(1, client.counters().unexpected());
  }

  @Test
  void section12aBoundPeerIsSentChannelDataBothWaysForHours() {
    run(SECOND);
    send(PEER, "hello");
    client.bind(PEER, now);
    settle();
    for (int i = 0; i < 120; i++) {
      assertEquals(4 + 4, send(PEER, "data"));
      assertEquals(Optional.of("back"), receive(PEER, "back"));
      run(now + 60 * SECOND);
    }
    assertEquals(1, server.channels.size());
    assertEquals(121, atPeer.size());
  }

  @Test
  void section123aRefusedChannelLeavesSendIndications() {
    run(SECOND);
    send(PEER, "hello");
    server.refuses.put(StunMethod.CHANNEL_BIND, 508);
    client.bind(PEER, now);
    settle();
    assertEquals(20 + 12 + 4 + 4, send(PEER, "data"));
    assertEquals(List.of("hello", "data"), atPeer);
    assertEquals(List.of(), failures);
  }

  @Test
  void section125channelDataOfAnUnknownChannelIsDropped() {
    run(SECOND);
    send(PEER, "hello");
    ByteBuffer frame = ByteBuffer.wrap(new byte[] {0x40, 5, 0, 1, 7, 0, 0, 0});
    assertEquals(Optional.empty(), client.receive(frame, now));
    assertEquals(1, client.counters().unexpected());
  }

  @Test
  void section7anAddressIsGivenBackOnClose() {
    run(SECOND);
    loss = 0.4;
    client.close(now);
    run(60 * SECOND);
    assertFalse(server.allocated(now));
    assertEquals(TurnState.CLOSED, client.state());
    assertNull(client.poll());
    assertEquals(List.of(), failures);
  }

  @Test
  void everythingIsBounded() {
    run(SECOND);
    for (int i = 0; i < 100; i++) {
      TransportAddress peer = address("192.0.2." + i, 1);
      send(peer, "x");
      client.bind(peer, now);
      settle();
    }
    assertEquals(Grants.CHANNELS, server.channels.size());
    assertEquals(Grants.PERMISSIONS, server.permissions.size());
    assertEquals(100 - 64 + 100 - 16, client.counters().overLimit());
  }

  @Test
  void underLossEveryAllocationComesAboutAndLives() {
    for (long seed = 0; seed < 200; seed++) {
      random = new SplittableRandom(seed);
      loss = 0.15;
      now = 0;
      nextTime = allocated.size();
      client = start(USER);
      run(40 * SECOND);
      assertEquals(nextTime + 1, allocated.size(), "seed " + seed);
      for (int i = 0; i < 40; i++) {
        send(PEER, "x");
        run(now + 60 * SECOND);
        assertEquals(TurnState.ALLOCATED, client.state(), "seed " + seed);
      }
    }
  }
}
