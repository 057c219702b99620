package gossamer.jvm.net;

/** What the ports hold at most; each number's reason stands in docs/limits.md. */
public final class NetLimits {
  /** The longest packet, in bytes. */
  public static final int PACKET = 2048;

  /** Packets read by one system call. */
  static final int BATCH = 32;

  /** Packets read before others on the loop have their turn. */
  static final int PER_TURN = 256;

  /** Asked of the kernel for each direction, in bytes; it gives at most its own limit. */
  static final int KERNEL_BUFFER = 4 << 20;

  /** Bytes that wait for the socket of a UDP port. */
  static final int QUEUED = 2 << 20;

  /** Remembered source addresses, a power of two. */
  static final int ADDRESSES = 1024;

  private NetLimits() {}
}
