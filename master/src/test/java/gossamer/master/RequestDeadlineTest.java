package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {
  private final Counters counters = new Counters();
  private final RequestDeadline deadline = new RequestDeadline(counters);
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void connect() {
    channel.freezeTime();
    channel.pipeline().addLast(deadline);
    channel.pipeline().fireChannelActive();
  }

  @AfterEach
  void end() {
    channel.finishAndReleaseAll();
  }

  private void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  private void drip() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {'G'}));
  }

  @Test
  void closesARequestThatDripsInForTooLong() {
    for (int i = 0; i < 9; i++) {
      pass(MasterLimits.REQUEST_MILLIS / 10);
      drip();
      assertTrue(channel.isOpen());
    }
    pass(MasterLimits.REQUEST_MILLIS / 10);
    assertFalse(channel.isOpen());
    assertEquals(1, counters.timeouts().sum());
  }

  @Test
  void closesWhoeverConnectsAndSaysNothing() {
    pass(MasterLimits.REQUEST_MILLIS);
    assertFalse(channel.isOpen());
  }

  @Test
  void givesEachRequestItsOwnTime() {
    for (int i = 0; i < 5; i++) {
      drip();
      pass(MasterLimits.REQUEST_MILLIS - 1);
      deadline.requestEnds();
    }
    pass(10L * MasterLimits.REQUEST_MILLIS);
    assertTrue(channel.isOpen());
    drip();
    pass(MasterLimits.REQUEST_MILLIS);
    assertFalse(channel.isOpen());
  }

  @Test
  void closesIdleConnections() {
    deadline.requestEnds();
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    assertFalse(channel.isOpen());
    assertEquals(1, counters.timeouts().sum());
  }

  @Test
  void doesNotHauntWhatBecameAWebSocket() {
    channel.pipeline().remove(deadline);
    pass(10L * MasterLimits.REQUEST_MILLIS);
    assertTrue(channel.isOpen());
  }
}
