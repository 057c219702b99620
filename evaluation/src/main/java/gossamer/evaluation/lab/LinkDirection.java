package gossamer.evaluation.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The thread that carries packets from one device to the other as a {@link LinkQueue} decides. */
final class LinkDirection {
  /** Packets under way at most: 100 ms at 1.9 Gbit/s. */
  static final int PACKETS = 16_383;

  /** Those, and one that is being read. */
  private static final int SLOTS = PACKETS + 1;

  private static final int MTU = 1_500;
  private static final int SLOT_BYTES = 1_536;

  /** So many packets are read before those that are due get their turn. */
  private static final int BATCH = 32;

  /** How soon an idle link notices that it was closed. */
  private static final long IDLE_NANOS = 100_000_000;

  private final TunDevice from;
  private final TunDevice to;
  private final LinkQueue queue;
  private final Thread thread;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean stopping;
  private volatile LinkProfile profile;
  private volatile LinkCounters counters;

  private LinkDirection(String name, TunDevice from, TunDevice to, LinkQueue queue) {
    this.from = from;
    this.to = to;
    this.queue = queue;
    this.profile = queue.profile();
    this.counters = queue.counters();
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  static LinkDirection start(String name, TunDevice from, TunDevice to, LinkQueue queue) {
    var direction = new LinkDirection(name, from, to, queue);
    direction.thread.start();
    try {
      direction.ready.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while a link started", e);
    }
    return direction;
  }

  void shape(LinkProfile value) {
    profile = value;
  }

  LinkCounters counters() {
    return counters;
  }

  /** Returns when no more packets are carried. */
  void stop() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while a link ended", e);
    }
  }

  /** Closes the device that was read. */
  void closeDevice() {
    if (closed.compareAndSet(false, true)) {
      try (Arena arena = Arena.ofConfined()) {
        new Kernel(arena).close(from.descriptor());
      }
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      var kernel = new Kernel(arena);
      var slots = new Slots(arena.allocate((long) SLOTS * SLOT_BYTES));
      warmUp(kernel, slots);
      ready.countDown();
      while (!stopping) {
        queue.profile(profile);
        int read = receive(kernel, slots);
        int written = deliver(kernel, slots);
        if (read + written == 0) {
          counters = queue.counters();
          long wait = Math.min(queue.deadline() - System.nanoTime(), IDLE_NANOS);
          if (wait > 0) {
            kernel.awaitReadable(from.descriptor(), wait);
          }
        }
      }
    }
  }

  /** The first call of each kind takes 50 ms: not at the cost of the first packet. */
  private void warmUp(Kernel kernel, Slots slots) {
    kernel.awaitReadable(from.descriptor(), 0);
    int slot = slots.free();
    slots.size(slot, 0);
    kernel.write(to.descriptor(), slots.filled(slot)); // no packet: refused
    slots.giveBack(slot);
    receive(kernel, slots);
  }

  private int receive(Kernel kernel, Slots slots) {
    int count = 0;
    while (count < BATCH) {
      int slot = slots.free();
      int bytes = kernel.read(from.descriptor(), slots.whole(slot));
      if (bytes < 0) {
        slots.giveBack(slot);
        requirePassing("read", -bytes);
        return count;
      }
      count++;
      slots.size(slot, bytes);
      if (!queue.offer(slot, bytes, System.nanoTime())) {
        slots.giveBack(slot);
      }
    }
    return count;
  }

  private int deliver(Kernel kernel, Slots slots) {
    int count = 0;
    long now = System.nanoTime();
    for (int slot = queue.poll(now); slot != LinkQueue.NONE; slot = queue.poll(now)) {
      int result = kernel.write(to.descriptor(), slots.filled(slot));
      slots.giveBack(slot);
      if (result < 0) {
        requirePassing("write", -result);
      }
      count++;
    }
    return count;
  }

  private void requirePassing(String what, int error) {
    if (error != Kernel.EAGAIN && error != Kernel.EINTR) {
      throw new LabException(thread.getName() + ": cannot " + what + ": error " + error);
    }
  }

  /** Memory for the packets. */
  private static final class Slots {
    private final MemorySegment memory;
    private final int[] sizes = new int[SLOTS];
    private final int[] free = new int[SLOTS];
    private int freeCount = SLOTS;

    Slots(MemorySegment memory) {
      this.memory = memory;
      for (int i = 0; i < SLOTS; i++) {
        free[i] = SLOTS - 1 - i;
      }
    }

    int free() {
      return free[--freeCount];
    }

    void giveBack(int slot) {
      free[freeCount++] = slot;
    }

    MemorySegment whole(int slot) {
      return memory.asSlice((long) slot * SLOT_BYTES, MTU);
    }

    MemorySegment filled(int slot) {
      return memory.asSlice((long) slot * SLOT_BYTES, sizes[slot]);
    }

    void size(int slot, int bytes) {
      sizes[slot] = bytes;
    }
  }
}
