package gossamer.evaluation.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The end of a TUN device at which programs read and write IP packets; it goes when closed. */
record TunDevice(int descriptor) {
  /** ifr_name and ifr_flags of linux/if.h, padded to the size of the whole. */
  private static final int REQUEST_BYTES = 40;

  private static final int FLAGS_AT = 16;

  /** Creates a device in the namespace; it is down and has no address. */
  static TunDevice create(NetworkNamespace namespace, String name) {
    return namespace.call(() -> create(name));
  }

  private static TunDevice create(String name) {
    try (Arena arena = Arena.ofConfined()) {
      var kernel = new Kernel(arena);
      int descriptor =
          kernel.open("/dev/net/tun", Kernel.O_RDWR | Kernel.O_NONBLOCK | Kernel.O_CLOEXEC);
      if (descriptor < 0) {
        throw new LabException("cannot open /dev/net/tun: error " + -descriptor);
      }
      MemorySegment request = arena.allocate(REQUEST_BYTES);
      request.setString(0, name);
      request.set(ValueLayout.JAVA_SHORT, FLAGS_AT, (short) (Kernel.IFF_TUN | Kernel.IFF_NO_PI));
      int result = kernel.ioctl(descriptor, Kernel.TUNSETIFF, request);
      if (result < 0) {
        kernel.close(descriptor);
        throw new LabException("cannot create the TUN device " + name + ": error " + -result);
      }
      return new TunDevice(descriptor);
    }
  }
}
