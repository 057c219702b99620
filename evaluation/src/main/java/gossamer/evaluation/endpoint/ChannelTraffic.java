package gossamer.evaluation.endpoint;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What goes over one channel, and who waits for it. Events never wait for a call into the stack.
 */
final class ChannelTraffic {
  /** Longest time until the buffer is looked at again, should a stack forget to tell. */
  private static final long LOOK_MILLIS = 20;

  /** Messages that wait to go back; a channel that is flooded while echoing is an error. */
  private static final int ECHOES = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<ByteBuffer> echoes = new ArrayDeque<>();
  private PeerStack.@Nullable Channel channel;
  private volatile boolean waitingForRoom;
  private long wakeAtBytes = Long.MAX_VALUE;
  private long wakeAtTotal = Long.MAX_VALUE;
  private boolean open;
  private boolean closed;
  private boolean echoing;
  private boolean flooded;
  private long bytes;
  private long messages;
  private long total;
  private long first;
  private long last;

  /** What was transferred. */
  record Transfer(long bytes, long messages, double seconds) {}

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void channel(PeerStack.Channel value) {
    change(() -> channel = value);
  }

  void opened() {
    change(() -> open = true);
  }

  void closed() {
    change(() -> closed = true);
  }

  void drained() {
    if (waitingForRoom) {
      change(() -> {});
    }
  }

  void message(ByteBuffer message) {
    lock.lock();
    try {
      last = System.nanoTime();
      if (messages == 0) {
        first = last;
      }
      messages++;
      total++;
      bytes += message.remaining();
      if (echoing && echoes.size() < ECHOES) {
        echoes.addLast(ByteBuffer.allocateDirect(message.remaining()).put(message).flip());
      } else if (echoing) {
        flooded = true;
      }
      // Waking somebody for every message would cost more than the message.
      if (echoing || bytes >= wakeAtBytes || total >= wakeAtTotal) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  PeerStack.Channel awaitOpen() throws InterruptedException {
    lock.lock();
    try {
      while (!open || channel == null) {
        requireNotClosed();
        changed.await();
      }
      return channel;
    } finally {
      lock.unlock();
    }
  }

  void awaitClosed() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  Transfer send(long amount, int size, long buffered) throws InterruptedException {
    PeerStack.Channel target = awaitOpen();
    ByteBuffer message = ByteBuffer.allocateDirect(size);
    long start = System.nanoTime();
    long sent = 0;
    long count = 0;
    long room = 0;
    while (sent < amount) {
      int part = (int) Math.min(size, amount - sent);
      if (part < size) {
        message = ByteBuffer.allocateDirect(part);
      }
      if (room < part) {
        // Some stacks need long to tell how much is buffered: it is asked as seldom as possible.
        room = Math.max(part, buffered - awaitAtMost(target, buffered / 2));
      }
      target.send(message);
      room -= part;
      sent += part;
      count++;
    }
    awaitAtMost(target, 0);
    return new Transfer(sent, count, (System.nanoTime() - start) / 1e9);
  }

  private long awaitAtMost(PeerStack.Channel target, long most) throws InterruptedException {
    waitingForRoom = true;
    try {
      long amount = target.bufferedAmount();
      while (amount > most) {
        lock.lock();
        try {
          requireNotClosed();
          var _ = changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
          lock.unlock();
        }
        amount = target.bufferedAmount();
      }
      return amount;
    } finally {
      waitingForRoom = false;
    }
  }

  Transfer receive(long amount) throws InterruptedException {
    lock.lock();
    try {
      wakeAtBytes = amount;
      while (bytes < amount) {
        requireNotClosed();
        changed.await();
      }
      wakeAtBytes = Long.MAX_VALUE;
      var transfer = new Transfer(bytes, messages, (last - first) / 1e9);
      bytes = 0;
      messages = 0;
      return transfer;
    } finally {
      lock.unlock();
    }
  }

  /** Sends back what comes until the channel is closed. */
  void echo() throws InterruptedException {
    PeerStack.Channel target = awaitOpen();
    change(() -> echoing = true);
    while (true) {
      ByteBuffer message = nextEcho();
      if (message == null) {
        return;
      }
      target.send(message);
    }
  }

  private @Nullable ByteBuffer nextEcho() throws InterruptedException {
    lock.lock();
    try {
      while (echoes.isEmpty() && !closed) {
        changed.await();
      }
      if (flooded) {
        throw new EndpointException("more than " + ECHOES + " messages wait to go back");
      }
      return echoes.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  List<Double> ping(int size, int count) throws InterruptedException {
    PeerStack.Channel target = awaitOpen();
    ByteBuffer message = ByteBuffer.allocateDirect(size);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long before = expectNext();
      long start = System.nanoTime();
      target.send(message);
      awaitMore(before);
      millis.add((System.nanoTime() - start) / 1e6);
    }
    return millis;
  }

  /** How many messages there were; the next one wakes who waits. */
  private long expectNext() {
    lock.lock();
    try {
      wakeAtTotal = total + 1;
      return total;
    } finally {
      lock.unlock();
    }
  }

  private void awaitMore(long before) throws InterruptedException {
    lock.lock();
    try {
      while (total == before) {
        requireNotClosed();
        changed.await();
      }
      wakeAtTotal = Long.MAX_VALUE;
    } finally {
      lock.unlock();
    }
  }

  private void requireNotClosed() {
    if (closed) {
      throw new EndpointException("the channel is closed");
    }
  }
}
