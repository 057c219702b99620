package gossamer.evaluation.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The calls of Linux that Java has no names for, through the C library. Numbers are those of the
 * kernel's headers, alike on x86-64 and aarch64. Methods return what the call returns, or the
 * negative error number.
 */
@SuppressWarnings("restricted") // the laboratory cannot do without native calls
final class Kernel {
  /** fcntl.h */
  static final int O_RDONLY = 0;

  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;

  /** linux/sched.h */
  static final int CLONE_NEWNET = 0x40000000;

  /** linux/if_tun.h */
  static final long TUNSETIFF = 0x400454caL;

  static final short IFF_TUN = 0x0001;
  static final short IFF_NO_PI = 0x1000;

  /** errno.h */
  static final int EAGAIN = 11;

  static final int EINTR = 4;

  /** poll.h */
  private static final short POLLIN = 1;

  private static final StructLayout ERRORS = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      ERRORS.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final Open OPEN =
      function(Open.class, "open", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT), 2);
  private static final Ioctl IOCTL =
      function(Ioctl.class, "ioctl", FunctionDescriptor.of(INT, INT, LONG, ValueLayout.ADDRESS), 2);
  private static final Close CLOSE =
      function(Close.class, "close", FunctionDescriptor.of(INT, INT), 0);
  private static final Setns SETNS =
      function(Setns.class, "setns", FunctionDescriptor.of(INT, INT, INT), 0);
  private static final Transfer READ =
      function(
          Transfer.class, "read", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG), 0);
  private static final Transfer WRITE =
      function(
          Transfer.class, "write", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG), 0);
  private static final Ppoll PPOLL =
      MethodHandleProxies.asInterfaceInstance(
          Ppoll.class,
          MethodHandles.insertArguments(
              handle(
                  "ppoll",
                  FunctionDescriptor.of(
                      INT, ValueLayout.ADDRESS, LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                  0),
              4,
              MemorySegment.NULL)); // no signals are let in

  private final MemorySegment errors;
  private final MemorySegment poll;
  private final MemorySegment timeout;

  /** The memory that the calls of one thread need. */
  Kernel(Arena arena) {
    errors = arena.allocate(ERRORS);
    poll = arena.allocate(8, 8);
    timeout = arena.allocate(16, 8);
  }

  // The functions; each is given the memory for errno first. Proxies of the JDK call their handles,
  // for which the interfaces have to be public.

  public interface Open {
    int call(MemorySegment errors, MemorySegment path, int flags);
  }

  public interface Ioctl {
    int call(MemorySegment errors, int descriptor, long request, MemorySegment argument);
  }

  public interface Close {
    int call(MemorySegment errors, int descriptor);
  }

  public interface Setns {
    int call(MemorySegment errors, int descriptor, int kind);
  }

  public interface Transfer {
    long call(MemorySegment errors, int descriptor, MemorySegment buffer, long bytes);
  }

  public interface Ppoll {
    int call(MemorySegment errors, MemorySegment descriptors, long count, MemorySegment timeout);
  }

  private static <T> T function(
      Class<T> type, String name, FunctionDescriptor descriptor, int firstVariadic) {
    return MethodHandleProxies.asInterfaceInstance(type, handle(name, descriptor, firstVariadic));
  }

  private static MethodHandle handle(
      String name, FunctionDescriptor descriptor, int firstVariadic) {
    var linker = Linker.nativeLinker();
    Linker.Option[] options =
        firstVariadic == 0
            ? new Linker.Option[] {Linker.Option.captureCallState("errno")}
            : new Linker.Option[] {
              Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(firstVariadic)
            };
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
  }

  /** Opens a file. */
  int open(String path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      return checked(OPEN.call(errors, arena.allocateFrom(path), flags));
    }
  }

  int ioctl(int descriptor, long request, MemorySegment argument) {
    return checked(IOCTL.call(errors, descriptor, request, argument));
  }

  int close(int descriptor) {
    return checked(CLOSE.call(errors, descriptor));
  }

  /** Moves the calling thread, and no other, into a namespace. */
  int setns(int descriptor, int kind) {
    return checked(SETNS.call(errors, descriptor, kind));
  }

  int read(int descriptor, MemorySegment buffer) {
    return checked((int) READ.call(errors, descriptor, buffer, buffer.byteSize()));
  }

  int write(int descriptor, MemorySegment buffer) {
    return checked((int) WRITE.call(errors, descriptor, buffer, buffer.byteSize()));
  }

  /** Waits until the descriptor can be read, at most so long; the timer is exact to about 50 µs. */
  int awaitReadable(int descriptor, long nanos) {
    poll.set(INT, 0, descriptor);
    poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
    timeout.set(LONG, 0, nanos / 1_000_000_000);
    timeout.set(LONG, 8, nanos % 1_000_000_000);
    return checked(PPOLL.call(errors, poll, 1L, timeout));
  }

  private int checked(int result) {
    return result < 0 ? -(int) ERRNO.get(errors, 0L) : result;
  }
}
