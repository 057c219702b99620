package gossamer.evaluation.interop;

import gossamer.webrtc.CloseReason;
import gossamer.webrtc.Connection;
import gossamer.webrtc.ConnectionEvent;
import gossamer.webrtc.channel.ChannelEvent;
import gossamer.webrtc.channel.DataChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What our connections told, taken one by one; with the echo that they play. */
final class Happenings {
  private static final int SECONDS = 20;

  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final boolean echoes;

  /** Something that a connection told, and when. */
  record Told(Connection connection, ConnectionEvent event, long micros) {
    /** When, in milliseconds of the clock that pages have too. */
    double epochMillis() {
      return System.currentTimeMillis() - (System.nanoTime() / 1_000 - micros) / 1e3;
    }

    /** Why it ended. */
    CloseReason reason() {
      return ((ConnectionEvent.Closed) event).reason();
    }
  }

  /** Messages go back on their channel, if asked for. */
  Happenings(boolean echoes) {
    this.echoes = echoes;
  }

  void happened(Connection connection, ConnectionEvent event, long now) {
    if (echoes
        && event instanceof ConnectionEvent.Channel(var of)
        && of instanceof ChannelEvent.Received(var channel, var text, var data)) {
      connection.send(channel, data, text, now);
    }
    told.add(new Told(connection, event, now));
  }

  /** The next event of that kind; others before it are left out. */
  Told await(Predicate<ConnectionEvent> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      Told next = told.poll(left, TimeUnit.NANOSECONDS);
      if (next != null && wanted.test(next.event())) {
        return next;
      }
    }
    throw new AssertionError("it did not happen");
  }

  Connection awaitConnected() throws InterruptedException {
    return await(ConnectionEvent.Connected.class::isInstance).connection();
  }

  Told awaitEnd() throws InterruptedException {
    return await(ConnectionEvent.Closed.class::isInstance);
  }

  /** The next channel that opened, by whichever side. */
  DataChannel awaitChannel() throws InterruptedException {
    ChannelEvent event =
        awaitChannelEvent(
            it -> it instanceof ChannelEvent.Opened || it instanceof ChannelEvent.Announced);
    return event instanceof ChannelEvent.Opened(var channel)
        ? channel
        : ((ChannelEvent.Announced) event).channel();
  }

  ChannelEvent.Received awaitMessage() throws InterruptedException {
    return (ChannelEvent.Received) awaitChannelEvent(ChannelEvent.Received.class::isInstance);
  }

  DataChannel awaitChannelClosed() throws InterruptedException {
    return ((ChannelEvent.Closed) awaitChannelEvent(ChannelEvent.Closed.class::isInstance))
        .channel();
  }

  private ChannelEvent awaitChannelEvent(Predicate<ChannelEvent> wanted)
      throws InterruptedException {
    Told next = await(event -> event instanceof ConnectionEvent.Channel(var of) && wanted.test(of));
    return ((ConnectionEvent.Channel) next.event()).event();
  }
}
