package gossamer.evaluation.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gossamer.evaluation.lab.Lab;
import gossamer.evaluation.lab.LabException;
import gossamer.evaluation.lab.NetworkNamespace;
import gossamer.evaluation.lab.Port;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routers of the real kernel; needs root, and fails with that message without. */
@Timeout(60)
class HomeTest {
  private static final int PORT = 4_000;
  private static final int PATIENCE = 300;

  @AutoClose private Lab lab;
  private Internet internet;
  private Port first;
  private Port second;

  @BeforeEach
  void open() {
    lab = Lab.open();
    internet = new Internet(lab);
    first = internet.server("first");
    second = internet.server("second");
  }

  private static DatagramSocket socket(NetworkNamespace where, int port) {
    return where.call(() -> {
      var socket = new DatagramSocket(port);
      socket.setSoTimeout(PATIENCE);
      return socket;
    });
  }

  private static void send(DatagramSocket from, InetSocketAddress to) throws IOException {
    from.send(new DatagramPacket(new byte[] {1}, 1, to));
  }

  /** Who the next packet is from; null when none comes. */
  private static @Nullable InetSocketAddress receive(DatagramSocket at) throws IOException {
    var packet = new DatagramPacket(new byte[10], 10);
    try {
      at.receive(packet);
      return (InetSocketAddress) packet.getSocketAddress();
    } catch (SocketTimeoutException e) {
      return null;
    }
  }

  /** What a machine of a home looks like to two servers, and who of them may answer. */
  private void behind(Access access, boolean onePort, boolean open) throws IOException {
    Home home = internet.home("home", access);
    try (DatagramSocket inside = socket(home.machine().namespace(), PORT);
        DatagramSocket one = socket(first.namespace(), PORT);
        DatagramSocket other = socket(second.namespace(), PORT);
        DatagramSocket stranger = socket(second.namespace(), PORT + 1)) {
      send(inside, new InetSocketAddress(first.host(), PORT));
      InetSocketAddress seen = receive(one);
      assertEquals(home.publicAddress(), seen.getAddress().getHostAddress());
      send(one, seen);
      assertEquals(new InetSocketAddress(first.host(), PORT), receive(inside));
      send(stranger, seen);
      assertEquals(open ? new InetSocketAddress(second.host(), PORT + 1) : null, receive(inside));
      send(inside, new InetSocketAddress(second.host(), PORT));
      InetSocketAddress seenByOther = receive(other);
      if (onePort) {
        assertEquals(seen, seenByOther);
      } else {
        assertNotEquals(seen, seenByOther);
      }
    }
  }

  @Test
  void behindAConeEverybodySeesOnePortAndOnlyTheAskedMayAnswer() throws IOException {
    behind(Access.CONE, true, false);
  }

  @Test
  void behindASymmetricRouterEachServerSeesAnotherPort() throws IOException {
    behind(Access.SYMMETRIC, false, false);
  }

  @Test
  void behindAFullConeEverybodyMayWrite() throws IOException {
    behind(Access.FULL_CONE, true, true);
  }

  @Test
  void whereOnlyTheWebIsAllowedNothingButPort443GetsOut() throws IOException {
    NetworkNamespace machine = internet.home("home", Access.WEB_ONLY).machine().namespace();
    try (DatagramSocket inside = socket(machine, PORT);
        DatagramSocket outside = socket(first.namespace(), PORT);
        ServerSocket web = first.namespace().call(() -> new ServerSocket(443));
        ServerSocket other = first.namespace().call(() -> new ServerSocket(8_080))) {
      send(inside, new InetSocketAddress(first.host(), PORT));
      assertNull(receive(outside));
      connect(machine, web.getLocalPort()).close();
      LabException refused =
          assertThrows(LabException.class, () -> connect(machine, other.getLocalPort()).close());
      assertEquals(SocketTimeoutException.class, refused.getCause().getCause().getClass());
    }
  }

  private Socket connect(NetworkNamespace machine, int port) {
    return machine.call(() -> {
      var socket = new Socket();
      socket.connect(new InetSocketAddress(first.host(), port), PATIENCE);
      return socket;
    });
  }

  @Test
  void theMachinesOfAHomeReachEachOtherByTheirOwnAddresses() throws IOException {
    Home home = internet.home("home", Access.SYMMETRIC);
    Port one = home.machine();
    Port other = home.machine();
    try (DatagramSocket here = socket(one.namespace(), PORT);
        DatagramSocket there = socket(other.namespace(), PORT)) {
      send(here, new InetSocketAddress(other.host(), PORT));
      assertEquals(new InetSocketAddress(one.host(), PORT), receive(there));
    }
  }

  @Test
  void whatIsSentToAPrivateAddressElsewhereVanishesWithoutAnError() throws IOException {
    Port elsewhere = internet.home("other", Access.CONE).machine();
    Port machine = internet.home("home", Access.CONE).machine();
    for (NetworkNamespace from : new NetworkNamespace[] {machine.namespace(), first.namespace()}) {
      try (DatagramSocket here = socket(from, PORT);
          DatagramSocket there = socket(elsewhere.namespace(), PORT + 1)) {
        send(here, new InetSocketAddress(elsewhere.host(), PORT + 1));
        assertNull(receive(there));
      }
    }
  }

  @Test
  void aMachineThatMovesHasTheAddressOfItsNewHome() throws IOException {
    Home before = internet.home("wifi", Access.CONE);
    Home after = internet.home("mobile", Access.SYMMETRIC);
    Port port = before.machine();
    lab.unplug(port);
    after.connect(port.namespace());
    try (DatagramSocket inside = socket(port.namespace(), PORT);
        DatagramSocket outside = socket(first.namespace(), PORT)) {
      send(inside, new InetSocketAddress(first.host(), PORT));
      assertEquals(InetAddress.getByName(after.publicAddress()), receive(outside).getAddress());
    }
  }
}
