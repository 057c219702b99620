package gossamer.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.StunMethod;
import gossamer.stun.TransportAddress;
import org.junit.jupiter.api.Test;

/** What is exhausted refuses new work and keeps old work. */
class QuotaTest {
  private static final byte[] HELLO = {1, 2, 3, 4, 5};

  private static Lab with(TurnLimits limits) {
    return new Lab(Lab.usual().withLimits(limits));
  }

  private static int allocate(Client client) throws Exception {
    return Client.code(client.challenged().tryAllocate(it -> it));
  }

  private static void assertWorks(Lab lab, Client client) throws Exception {
    assertEquals(0, client.permit(Lab.PEER));
    client.send(Lab.PEER, HELLO);
    assertEquals(Lab.PEER, lab.toPeers.remove().peer());
    assertEquals(0, client.refresh(600));
  }

  @Test
  void aUserHasSoManyAllocations() throws Exception {
    Lab lab = with(TurnLimits.usual().withAllocations(100, 2, 100));
    Client first = Client.of(lab, 1);
    assertEquals(0, allocate(first));
    assertEquals(0, allocate(Client.of(lab, 2)));
    assertEquals(486, allocate(Client.of(lab, 3)));
    assertEquals(1, lab.server.counters().refused(TurnRefusal.USER_QUOTA));
    assertWorks(lab, first);
    Client bob = new Client(lab, Lab.tuple("1.1.9.9", 9), "bob", "bob's password");
    assertEquals(0, allocate(bob));
    assertEquals(0, first.refresh(0));
    assertEquals(0, allocate(Client.of(lab, 3)));
  }

  @Test
  void aSourceHasSoManyAllocations() throws Exception {
    Lab lab = with(TurnLimits.usual().withAllocations(100, 100, 1));
    Client first = new Client(lab, Lab.tuple("1.1.1.1", 1), Lab.USER, Lab.PASSWORD);
    Client second = new Client(lab, Lab.tuple("1.1.1.1", 2), "bob", "bob's password");
    assertEquals(0, allocate(first));
    assertEquals(486, allocate(second));
    assertEquals(0, allocate(Client.of(lab, 5)));
    assertWorks(lab, first);
    lab.server.gone(first.tuple);
    assertEquals(0, allocate(second));
  }

  @Test
  void aServerHasSoManyAllocations() throws Exception {
    Lab lab = with(TurnLimits.usual().withAllocations(2, 100, 100));
    Client first = Client.of(lab, 1);
    assertEquals(0, allocate(first));
    assertEquals(0, allocate(Client.of(lab, 2)));
    assertEquals(508, allocate(Client.of(lab, 3)));
    assertWorks(lab, first);
  }

  @Test
  void portsThatAreUsedUpRefuseNewAllocationsOnly() throws Exception {
    Lab lab = new Lab(Lab.usual().withPorts(new TurnConfig.PortRange(50_000, 50_001)));
    Client first = Client.of(lab, 1);
    assertEquals(0, allocate(first));
    assertEquals(0, allocate(Client.of(lab, 2)));
    assertEquals(508, allocate(Client.of(lab, 3)));
    assertWorks(lab, first);
    assertEquals(0, first.refresh(0));
    assertEquals(0, allocate(Client.of(lab, 3)));
  }

  @Test
  void anAllocationHasSoManyPermissionsAndChannels() throws Exception {
    Lab lab = new Lab();
    Client client = Client.of(lab);
    assertEquals(0, allocate(client));
    int most = TurnLimits.usual().permissions();
    for (int i = 0; i < most; i++) {
      assertEquals(0, client.bind(0x4000 + i, Lab.address("9.9.8." + i, 4)));
    }
    assertEquals(508, client.permit(Lab.PEER));
    assertEquals(508, client.bind(0x4800, Lab.PEER));
    assertEquals(508, client.bind(0x4800, Lab.address("9.9.8.1", 5)));
    assertEquals(0, client.bind(0x4000, Lab.address("9.9.8.0", 4)));
    client.channelData(0x4000, HELLO);
    assertEquals(1, lab.toPeers.size());
    lab.pass(300);
    assertEquals(0, client.permit(Lab.PEER), "expired ones make room");
  }

  @Test
  void aUserRelaysSoManyBytesInASecond() throws Exception {
    Lab lab = with(TurnLimits.usual().withRates(1_000, 50));
    Client client = Client.of(lab);
    TransportAddress relayed = client.allocated();
    client.permit(Lab.PEER);
    for (int i = 0; i < 30; i++) {
      client.send(Lab.PEER, new byte[100]);
    }
    assertEquals(10, lab.toPeers.size());
    assertEquals(20, lab.server.counters().refused(TurnRefusal.BANDWIDTH));
    // Both directions and all allocations of a user count together, those of others do not.
    lab.toClients.clear();
    lab.fromPeer(relayed, Lab.PEER, HELLO);
    assertTrue(lab.toClients.isEmpty());
    Client again = Client.of(lab, 2);
    again.allocated();
    again.permit(Lab.PEER);
    again.send(Lab.PEER, HELLO);
    assertEquals(10, lab.toPeers.size());
    Client bob = new Client(lab, Lab.tuple("1.1.9.9", 9), "bob", "bob's password");
    bob.allocated();
    bob.permit(Lab.PEER);
    bob.send(Lab.PEER, HELLO);
    assertEquals(11, lab.toPeers.size());
    lab.now += Lab.SECOND / 2;
    for (int i = 0; i < 30; i++) {
      client.send(Lab.PEER, new byte[100]);
    }
    assertEquals(16, lab.toPeers.size());
    // A long silence saves up no more than one second.
    lab.pass(100);
    for (int i = 0; i < 30; i++) {
      client.send(Lab.PEER, new byte[100]);
    }
    assertEquals(26, lab.toPeers.size());
  }

  @Test
  void keptPortsOfAUserAreBounded() throws Exception {
    Lab lab = with(TurnLimits.usual().withAllocations(100, 3, 100));
    for (int i = 1; i <= 3; i++) {
      Client client = Client.of(lab, i).challenged();
      assertEquals(0, Client.code(client.tryAllocate(it -> it.evenPort(true))));
      assertEquals(0, client.refresh(0));
    }
    Client client = Client.of(lab, 4).challenged();
    assertEquals(486, Client.code(client.tryAllocate(it -> it.evenPort(true))));
    assertEquals(0, Client.code(client.tryAllocate(it -> it)));
  }

  @Test
  void whoHasNoAllocationLeavesNothingBehind() throws Exception {
    Lab lab = new Lab();
    for (int i = 0; i < 10_000; i++) {
      Client client = Client.of(lab, i);
      lab.answer(client.tuple, client.plain(StunMethod.ALLOCATE, Client::udp));
      client.nonce = "made up";
      lab.answer(client.tuple, client.signed(StunMethod.ALLOCATE, Client::udp));
      client.channelData(0x4000, HELLO);
    }
    assertEquals(0, lab.server.allocations());
    assertEquals(Long.MAX_VALUE, lab.server.deadlineMicros());
    assertTrue(lab.open.isEmpty());
  }
}
