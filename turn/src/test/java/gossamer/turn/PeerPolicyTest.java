package gossamer.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.AttributeType;
import gossamer.stun.TransportAddress;
import gossamer.turn.PeerPolicy.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Peers that are refused: each class of address in each encoding, on CreatePermission, ChannelBind
 * and Send alike.
 */
class PeerPolicyTest {
  private static final Map<String, AddressClass> IPV4 = new LinkedHashMap<>();
  private static final Map<String, AddressClass> IPV6 = new LinkedHashMap<>();

  static {
    IPV4.put("0.0.0.0", AddressClass.UNSPECIFIED);
    IPV4.put("0.1.2.3", AddressClass.UNSPECIFIED);
    IPV4.put("10.0.0.1", AddressClass.PRIVATE);
    IPV4.put("10.255.255.255", AddressClass.PRIVATE);
    IPV4.put("100.64.0.1", AddressClass.SHARED);
    IPV4.put("100.127.255.254", AddressClass.SHARED);
    IPV4.put("127.0.0.1", AddressClass.LOOPBACK);
    IPV4.put("127.8.8.8", AddressClass.LOOPBACK);
    IPV4.put("169.254.169.254", AddressClass.LINK_LOCAL);
    IPV4.put("172.16.0.1", AddressClass.PRIVATE);
    IPV4.put("172.31.255.254", AddressClass.PRIVATE);
    IPV4.put("192.0.0.8", AddressClass.RESERVED);
    IPV4.put("192.0.2.1", AddressClass.DOCUMENTATION);
    IPV4.put("192.88.99.1", AddressClass.SIX_TO_FOUR);
    IPV4.put("192.168.1.1", AddressClass.PRIVATE);
    IPV4.put("198.18.0.1", AddressClass.BENCHMARKING);
    IPV4.put("198.19.255.254", AddressClass.BENCHMARKING);
    IPV4.put("198.51.100.1", AddressClass.DOCUMENTATION);
    IPV4.put("203.0.113.1", AddressClass.DOCUMENTATION);
    IPV4.put("224.0.0.1", AddressClass.MULTICAST);
    IPV4.put("239.255.255.250", AddressClass.MULTICAST);
    IPV4.put("240.0.0.1", AddressClass.RESERVED);
    IPV4.put("255.255.255.255", AddressClass.BROADCAST);
    IPV6.put("::", AddressClass.UNSPECIFIED);
    IPV6.put("::1", AddressClass.LOOPBACK);
    IPV6.put("0:0:0:1::1", AddressClass.RESERVED);
    IPV6.put("100::1", AddressClass.RESERVED);
    IPV6.put("2001:2::1", AddressClass.BENCHMARKING);
    IPV6.put("2001:20::1", AddressClass.RESERVED);
    IPV6.put("2001:db8::1", AddressClass.DOCUMENTATION);
    IPV6.put("3fff::1", AddressClass.DOCUMENTATION);
    IPV6.put("4000::1", AddressClass.RESERVED);
    IPV6.put("5f00::1", AddressClass.RESERVED);
    IPV6.put("fc00::1", AddressClass.UNIQUE_LOCAL);
    IPV6.put("fd12:3456::1", AddressClass.UNIQUE_LOCAL);
    IPV6.put("fe80::1", AddressClass.LINK_LOCAL);
    IPV6.put("fec0::1", AddressClass.PRIVATE);
    IPV6.put("ff02::1", AddressClass.MULTICAST);
  }

  private static final List<String> GLOBAL =
      List.of(
          "1.1.1.1",
          "9.255.255.255",
          "11.0.0.0",
          "100.63.255.255",
          "100.128.0.0",
          "128.0.0.1",
          "169.253.1.1",
          "172.15.255.255",
          "172.32.0.0",
          "192.0.1.1",
          "192.167.1.1",
          "198.17.255.255",
          "198.20.0.0",
          "203.0.114.1",
          "223.255.255.255",
          "2001:200::1",
          "2001:4860:4860::8888",
          "2a00::1",
          "3ffe::1");

  /** The forms in which an IPv4 address travels inside an IPv6 one. */
  private static Map<String, AddressClass> encodings(String ipv4) {
    byte[] ip = TransportAddress.parse(ipv4, 0).orElseThrow().ip();
    String hex = String.format("%02x%02x:%02x%02x", ip[0], ip[1], ip[2], ip[3]);
    String inverted =
        String.format(
            "%02x%02x:%02x%02x", ~ip[0] & 0xff, ~ip[1] & 0xff, ~ip[2] & 0xff, ~ip[3] & 0xff);
    Map<String, AddressClass> forms = new LinkedHashMap<>();
    boolean special = ipv4.equals("0.0.0.0");
    forms.put("::" + hex, special ? AddressClass.UNSPECIFIED : AddressClass.IPV4_COMPATIBLE);
    forms.put("64:ff9b::" + hex, AddressClass.NAT64);
    forms.put("64:ff9b:1::" + hex, AddressClass.NAT64);
    forms.put("::ffff:0:" + hex, AddressClass.NAT64);
    forms.put("2002:" + hex + "::1", AddressClass.SIX_TO_FOUR);
    forms.put("2001:0:" + hex + "::1", AddressClass.TEREDO);
    forms.put("2001:0:808:404:0:0:" + inverted, AddressClass.TEREDO);
    forms.put("2a00::5efe:" + hex, AddressClass.ISATAP);
    forms.put("2a00::200:5efe:" + hex, AddressClass.ISATAP);
    return forms;
  }

  private static AddressClass classOf(String ip) {
    return AddressClass.of(Lab.address(ip, 1));
  }

  @Test
  void everyClassIsRecognised() {
    IPV4.forEach((ip, of) -> {
      assertEquals(of, classOf(ip), ip);
      assertEquals(of, classOf("::ffff:" + ip), "mapped " + ip);
      encodings(ip).forEach((form, its) -> assertEquals(its, classOf(form), form));
    });
    IPV6.forEach((ip, of) -> assertEquals(of, classOf(ip), ip));
    for (String ip : GLOBAL) {
      assertEquals(AddressClass.GLOBAL, classOf(ip), ip);
    }
    encodings("8.8.8.8").forEach((form, its) -> assertEquals(its, classOf(form), form));
  }

  private static List<String> refused() {
    List<String> all = new ArrayList<>();
    for (String ip : IPV4.keySet()) {
      all.add(ip);
      all.add("::ffff:" + ip);
      all.addAll(encodings(ip).keySet());
    }
    all.addAll(IPV6.keySet());
    all.addAll(encodings("8.8.8.8").keySet());
    return all;
  }

  @Test
  void everyOneOfThemIsRefusedByEveryMethod() throws Exception {
    Lab lab = new Lab();
    Client client = Client.of(lab);
    client.challenged().tryAllocate(it -> it.firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, 2));
    assertEquals(2, lab.open.size());
    for (String ip : refused()) {
      TransportAddress peer = Lab.address(ip, 4_000);
      assertEquals(403, client.permit(peer), "CreatePermission for " + ip);
      assertEquals(403, client.bind(0x4000, peer), "ChannelBind for " + ip);
      client.send(peer, new byte[] {1});
      client.channelData(0x4000, new byte[] {1});
      assertTrue(lab.toPeers.isEmpty(), "Send to " + ip);
      for (TransportAddress relayed : List.copyOf(lab.open.keySet())) {
        lab.fromPeer(relayed, peer, new byte[] {1});
      }
      assertTrue(lab.toClients.isEmpty(), "data from " + ip);
    }
    for (int i = 0; i < GLOBAL.size(); i++) {
      TransportAddress peer = Lab.address(GLOBAL.get(i), 4_000);
      assertEquals(0, client.permit(peer));
      assertEquals(0, client.bind(0x4001 + i, peer));
      client.send(peer, new byte[] {1});
      assertEquals(peer, lab.toPeers.remove().peer());
    }
  }

  @Test
  void theServersOwnAddressesAreNoPeersButForItsRelay() throws Exception {
    var other = Lab.address("8.8.4.5", 0);
    PeerPolicy policy = PeerPolicy.strict().withOwn(List.of(other));
    Lab lab = new Lab(Lab.usual().withPeers(policy));
    Client client = Client.of(lab);
    TransportAddress relayed = client.allocated();
    assertEquals(403, client.permit(other.withPort(50_000)));
    assertEquals(403, client.bind(0x4000, other.withPort(50_000)));
    // Its relay host: the listener and every other port is refused, a relayed one is not.
    for (int port : List.of(22, 53, Lab.SERVER.port(), 49_999, 50_064)) {
      TransportAddress own = Lab.SERVER.withPort(port);
      assertEquals(403, client.bind(0x4000, own), "port " + port);
      assertEquals(0, client.permit(own), "a permission is for all ports");
      client.send(own, new byte[] {1});
      lab.toClients.clear();
      lab.fromPeer(relayed, own, new byte[] {1});
      assertTrue(lab.toPeers.isEmpty() && lab.toClients.isEmpty(), "port " + port);
    }
    Client second = Client.of(lab, 2);
    TransportAddress there = second.allocated();
    assertEquals(0, client.bind(0x4000, there));
    assertEquals(0, second.bind(0x4000, relayed));
    lab.toClients.clear();
    client.channelData(0x4000, new byte[] {1});
    assertEquals(second.tuple, lab.toClients.remove().to());
  }

  @Test
  void whatIsAllowedIsRelayedTo() throws Exception {
    List<Prefix> allowed =
        List.of(
            Prefix.parse("192.168.7.0/24").orElseThrow(), Prefix.parse("fd07::/16").orElseThrow());
    Lab lab = new Lab(Lab.usual().withPeers(PeerPolicy.strict().allowing(allowed)));
    Client client = Client.of(lab);
    client.allocated();
    assertEquals(0, client.permit(Lab.address("192.168.7.255", 1)));
    assertEquals(0, client.permit(Lab.address("::ffff:192.168.7.1", 1)));
    assertEquals(403, client.permit(Lab.address("192.168.8.0", 1)));
    assertEquals(443, client.permit(Lab.address("fd07::1", 1)), "allowed, but of the other family");
    assertEquals(403, client.permit(Lab.address("fd08::1", 1)));
  }

  @Test
  void anOwnAddressIsRefusedThoughItsNetworkIsAllowed() {
    PeerPolicy policy =
        new PeerPolicy(
            List.of(Prefix.parse("10.0.0.0/8").orElseThrow()), List.of(Lab.address("10.0.0.4", 0)));
    assertEquals(false, policy.permits(Lab.address("10.0.0.4", 5)));
    assertEquals(true, policy.permits(Lab.address("10.0.0.5", 5)));
  }

  @Test
  void prefixesThatAreNoneAreNotTaken() {
    for (String bad :
        List.of(
            "", "x", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/1x", "/8")) {
      assertTrue(Prefix.parse(bad).isEmpty(), bad);
    }
    assertEquals(128, Prefix.parse("10.0.0.1").orElseThrow().bits());
    assertTrue(Prefix.parse("::/0").orElseThrow().contains(Lab.PEER));
    assertTrue(Prefix.parse("::ffff:9.0.0.0/104").orElseThrow().contains(Lab.PEER));
    assertTrue(Prefix.parse("0.0.0.0/0").orElseThrow().contains(Lab.PEER));
    assertTrue(!Prefix.parse("0.0.0.0/0").orElseThrow().contains(Lab.PEER6));
  }
}
