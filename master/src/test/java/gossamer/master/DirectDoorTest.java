package gossamer.master;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectDoorTest {
  private static final String PRINT = "ab".repeat(32);
  private static final byte[] FINGERPRINT = HexFormat.of().parseHex(PRINT);

  private static DirectDoor door(MasterConfig.Builder config) {
    return new DirectDoor(config.build(), 8080, FINGERPRINT, () -> "");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7:8080",
    "2001:db8::7, [2001:db8:0:0:0:0:0:7]:8080",
    "127.0.0.1, 127.0.0.1:8080",
    "::1, 127.0.0.1:8080",
    "0.0.0.0, 127.0.0.1:8080"
  })
  void isAtTheAddressThatWasAsked(String asked, String at) {
    String seen = door(MasterConfig.builder()).seenAt(InetAddress.ofLiteral(asked)).text();
    assertEquals("fp=" + PRINT + "&at=" + at, seen);
  }

  @Test
  void isAtTheConfiguredAddressesWhateverWasAsked() {
    DirectDoor door =
        door(MasterConfig.builder().directAddress("192.0.2.1").directAddress("[2001:db8::1]:443"));
    String at = "fp=" + PRINT + "&at=192.0.2.1:8080&at=[2001:db8:0:0:0:0:0:1]:443";
    assertEquals(at, door.seenAt(InetAddress.ofLiteral("10.0.0.1")).text());
  }

  @Test
  void aTokenIsInTheDescriptor() {
    MasterConfig config = MasterConfig.builder().directTokens(true).build();
    DirectDoor door = new DirectDoor(config, 8080, FINGERPRINT, () -> "abc");
    assertTrue(door.seenAt(InetAddress.ofLiteral("192.0.2.1")).text().endsWith("&token=abc"));
  }
}
