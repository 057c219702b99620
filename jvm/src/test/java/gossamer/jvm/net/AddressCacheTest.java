package gossamer.jvm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AddressCacheTest {
  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void theSameAddressIsTheSameObject() {
    var cache = new AddressCache(64);
    InetSocketAddress first = cache.canonical(address(5_000));
    assertSame(first, cache.canonical(address(5_000)));
    assertEquals(4, cache.size());
  }

  @Test
  void manyAddressesMakeItGrowToItsBoundOnly() {
    var cache = new AddressCache(64);
    for (int port = 1; port <= 10_000; port++) {
      assertEquals(address(port), cache.canonical(address(port)));
    }
    assertEquals(64, cache.size());
  }
}
