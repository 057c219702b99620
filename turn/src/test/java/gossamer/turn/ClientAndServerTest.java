package gossamer.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.turn.TurnClient;
import gossamer.webrtc.turn.TurnCredentials;
import gossamer.webrtc.turn.TurnData;
import gossamer.webrtc.turn.TurnOutput;
import gossamer.webrtc.turn.TurnState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The client of this house against its server: 65 minutes of virtual time, packets lost by a seed.
 */
class ClientAndServerTest {
  private static final long SPAN = 3_900 * Lab.SECOND;
  private static final long RTO = 500_000;

  private final Lab lab = new Lab();

  /** A client, and what it was told. */
  private final class Side {
    final FiveTuple tuple;
    final TurnClient client;
    final List<ByteBuffer> received = new ArrayList<>();
    final ByteBuffer out = ByteBuffer.allocate(2_048);
    TransportAddress relayed = Lab.PEER;

    Side(int number) {
      tuple = Lab.tuple("1.1.1." + number, 1_000);
      client =
          new TurnClient(
              new TurnCredentials(Lab.USER, Lab.PASSWORD),
              RTO,
              new SplittableRandom(number),
              lab.now);
    }

    void send(TransportAddress peer, ByteBuffer payload) {
      if (client.wrap(peer, payload, out.clear(), lab.now)) {
        lab.server.receive(out.flip(), tuple, lab.now);
      }
    }

    boolean drain(@Nullable SplittableRandom loss) {
      boolean some = false;
      for (TurnOutput next = client.poll(); next != null; next = client.poll()) {
        some = true;
        switch (next) {
          case TurnOutput.Send(var packet) -> {
            if (loss == null || loss.nextInt(5) != 0) {
              lab.server.receive(packet, tuple, lab.now);
            }
          }
          case TurnOutput.Allocated(var at, var mapped) -> {
            relayed = at;
            assertEquals(tuple.client(), mapped);
          }
          case TurnOutput.Failed(var failure) -> throw new IllegalStateException("" + failure);
        }
      }
      return some;
    }
  }

  private void settle(@Nullable SplittableRandom loss, Side... sides) {
    boolean more = true;
    while (more) {
      more = false;
      for (Side side : sides) {
        more |= side.drain(loss);
      }
      for (var sent = lab.toClients.poll(); sent != null; sent = lab.toClients.poll()) {
        more = true;
        for (Side side : sides) {
          if (side.tuple.equals(sent.to())) {
            side.client
                .receive(sent.packet(), lab.now)
                .map(TurnData::payload)
                .ifPresent(side.received::add);
          }
        }
      }
    }
  }

  @Test
  void twoClientsTalkForLongerThanANonceThoughEveryFifthRequestIsLost() {
    SplittableRandom loss = new SplittableRandom(11);
    Side here = new Side(1);
    Side there = new Side(2);
    long end = lab.now + SPAN;
    long nextSend = lab.now + 10 * Lab.SECOND;
    int sent = 0;
    while (lab.now < end) {
      settle(loss, here, there);
      lab.now =
          Math.min(
              Math.min(here.client.deadlineMicros(), there.client.deadlineMicros()),
              Math.min(nextSend, lab.server.deadlineMicros()));
      here.client.tick(lab.now);
      there.client.tick(lab.now);
      lab.server.tick(lab.now);
      if (lab.now >= nextSend) {
        nextSend += 20 * Lab.SECOND;
        if (sent == 20) {
          here.client.bind(there.relayed, lab.now);
        }
        here.send(there.relayed, ByteBuffer.allocate(40).putInt(0, sent));
        there.send(here.relayed, ByteBuffer.allocate(1_200).putInt(0, sent));
        sent++;
      }
    }
    settle(loss, here, there);
    assertEquals(196, sent);
    // What left before the other side's permission was there is lost, nothing after.
    assertTrue(here.received.size() >= sent - 1, here.received.size() + " of " + sent);
    assertTrue(there.received.size() >= sent - 1, there.received.size() + " of " + sent);
    assertEquals(sent - 1, there.received.getLast().getInt());
    assertEquals(2, lab.server.counters().allocated());
    assertEquals(0, lab.server.counters().expired());
    assertTrue(
        lab.server.counters().refused(TurnRefusal.STALE_NONCE) >= 2, "both renew their nonce");
  }

  @Test
  void aClientThatClosesGivesItsAddressBack() {
    Side here = new Side(1);
    settle(null, here);
    assertEquals(TurnState.ALLOCATED, here.client.state());
    assertEquals(1, lab.open.size());
    here.client.close(lab.now);
    settle(null, here);
    assertEquals(0, lab.open.size());
    assertEquals(0, lab.server.allocations());
  }
}
