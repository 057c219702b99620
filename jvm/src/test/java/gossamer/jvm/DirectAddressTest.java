package gossamer.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectAddressTest {
  @Test
  void isWrittenForADescriptor() {
    InetSocketAddress four = DirectAddress.socketAddress("192.0.2.1:1");
    InetSocketAddress six = DirectAddress.socketAddress("[2001:db8::1]:443");
    DirectAddress address = new DirectAddress(new byte[32], List.of(four, six), "abc+/9");
    String print = "00".repeat(32);
    assertEquals(print, address.password());
    assertEquals(
        "fp=" + print + "&at=192.0.2.1:1&at=[2001:db8:0:0:0:0:0:1]:443&token=abc%2B/9",
        address.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.net:8080",
        "192.0.2.1",
        "192.0.2.1:0",
        "192.0.2.1:65536",
        "2001:db8::1:8080",
        "[192.0.2.1]:8080",
        "1:1",
      })
  void isAnIpAddressAndAPort(String text) {
    assertNull(DirectAddress.socketAddress(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&at=192.0.2.1:1", "&at=192.0.2.1:1&at=[2001:db8:0:0:0:0:0:1]:2&token=a"})
  void isReadAsItIsWritten(String rest) {
    String text = "fp=" + "0a".repeat(32) + rest;
    assertEquals(text, DirectAddress.parse(text).orElseThrow().text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "at=192.0.2.1:1",
        "fp=0a&at=192.0.2.1:1",
        "fp=0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
        "fp=0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0g&at=192.0.2.1:1",
        "fp=0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a&at=example.net:1",
      })
  void isNothingElse(String text) {
    assertEquals(Optional.empty(), DirectAddress.parse(text));
  }

  @Test
  void hasAFingerprintAndOneToFourAddresses() {
    InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    assertThrows(
        IllegalArgumentException.class, () -> new DirectAddress(new byte[31], List.of(at), ""));
    assertThrows(
        IllegalArgumentException.class, () -> new DirectAddress(new byte[32], List.of(), ""));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DirectAddress(new byte[32], List.of(at, at, at, at, at), ""));
  }
}
