package gossamer.jvm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class SourceCountTest {
  private final SourceCount count = new SourceCount(2);

  private boolean enter(String address) {
    return count.enter(InetAddress.ofLiteral(address));
  }

  @Test
  void oneSourceMayComeTwiceAndOthersStill() {
    assertTrue(enter("192.0.2.1"));
    assertTrue(enter("192.0.2.1"));
    assertTrue(enter("192.0.2.2"));
    assertFalse(enter("192.0.2.1"));
    count.leave(InetAddress.ofLiteral("192.0.2.1"));
    assertTrue(enter("192.0.2.1"));
  }

  @Test
  void aPrefixOfIpv6IsOneSource() {
    assertTrue(enter("2001:db8::1") && enter("2001:db8::2"));
    assertFalse(enter("2001:db8::3"));
    assertTrue(enter("2001:db8:0:1::1"));
  }

  @Test
  void whoHasLeftIsForgotten() {
    assertTrue(enter("2001:db8::1") && enter("192.0.2.1"));
    count.leave(InetAddress.ofLiteral("2001:db8::5"));
    count.leave(InetAddress.ofLiteral("192.0.2.1"));
    assertEquals(0, count.sources());
  }
}
