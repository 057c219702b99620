package gossamer.jvm.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * One wake-up on a loop. A later time replaces an earlier one without a new task: the task that
 * comes too early schedules itself again. Used on the loop only.
 */
final class Alarm {
  private final EventLoop loop;
  private final LongSupplier micros;
  private final LongConsumer action;
  private long due = Long.MAX_VALUE;
  private long scheduled = Long.MAX_VALUE;

  Alarm(EventLoop loop, LongSupplier micros, LongConsumer action) {
    this.loop = loop;
    this.micros = micros;
    this.action = action;
  }

  /** Sets the only time, in microseconds; {@link Long#MAX_VALUE} means never. */
  void set(long dueMicros) {
    due = dueMicros;
    if (due < scheduled) {
      schedule();
    }
  }

  private void schedule() {
    long at = due;
    scheduled = at;
    long wait = Math.max(0, at - micros.getAsLong());
    loop.schedule(() -> fire(at), wait, TimeUnit.MICROSECONDS);
  }

  private void fire(long at) {
    if (at != scheduled) {
      return; // An earlier one was set after it, and has done its work.
    }
    scheduled = Long.MAX_VALUE;
    long now = micros.getAsLong();
    if (now >= due) {
      due = Long.MAX_VALUE;
      action.accept(now);
    } else if (due != Long.MAX_VALUE) {
      schedule();
    }
  }
}
