package gossamer.webrtc.sctp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A congestion control that lets 5,000 bytes go in a second. */
class PacingTest {
  private final Victim victim = Victim.established(packet -> new Slow());

  private static final class Slow implements CongestionControl {
    @Override
    public long window() {
      return 100_000;
    }

    @Override
    public long pacingRate() {
      return 5_000;
    }

    @Override
    public void onAcknowledged(Acknowledgement sample) {}

    @Override
    public void onLost(int bytes, long inFlight, long nowMicros) {}

    @Override
    public void onTimeout(long nowMicros) {}
  }

  @Test
  void packetsLeaveAtTheRate() {
    victim.send(10_000);
    assertEquals(1, victim.packets.size());
    victim.pass(200_000);
    assertEquals(1, victim.packets.size());
    victim.pass(50_000);
    assertEquals(2, victim.packets.size());
  }

  @Test
  void whatIsAcknowledgedWhileItWaitsForItsTurnNeedsNone() {
    victim.send(3_000);
    victim.pass(5_000_000);
    while (victim.association.counters().inFlightBytes() == 3_000) {
      victim.pass(10_000); // to the next expiry: then two chunks wait to be sent again
    }
    assertEquals(0, victim.association.bufferedAmount());
    victim.association.shutdown(victim.now);
    victim.drain();
    victim.chunks(Packets.sack(Victim.TSN + 2, 100_000));
    assertEquals(AssociationState.SHUTDOWN_SENT, victim.state());
    victim.pass(600_000_000);
    assertEquals(AbortReason.TIMEOUT, victim.broken());
  }
}
