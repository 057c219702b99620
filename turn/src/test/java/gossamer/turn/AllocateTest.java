package gossamer.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.AttributeType;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Allocate and Refresh (RFC 8656, sections 7 and 8). */
class AllocateTest {
  private final Lab lab = new Lab();
  private final Client client = Client.of(lab);

  private static TransportAddress relayed(StunMessage answer) throws Exception {
    return answer.xorAddress(AttributeType.XOR_RELAYED_ADDRESS).orElseThrow();
  }

  @Test
  void opensASocketAndTellsWhere() throws Exception {
    StunMessage answer = client.challenged().tryAllocate(it -> it);
    TransportAddress relayed = relayed(answer);
    assertEquals(Lab.SERVER.withPort(0), relayed.withPort(0));
    assertTrue(relayed.port() >= 50_000 && relayed.port() <= 50_063);
    assertEquals(Set.of(relayed), lab.open.keySet());
    assertEquals(
        client.tuple.client(), answer.xorAddress(AttributeType.XOR_MAPPED_ADDRESS).orElseThrow());
    assertEquals(600, answer.uint32(AttributeType.LIFETIME).orElseThrow());
    assertFalse(answer.has(AttributeType.RESERVATION_TOKEN));
  }

  @Test
  void portsAreNotGuessedFromTheLastOne() throws Exception {
    Set<Integer> steps = new HashSet<>();
    int last = 0;
    for (int i = 1; i <= 20; i++) {
      int port = Client.of(lab, i).allocated().port();
      steps.add(port - last);
      last = port;
    }
    assertTrue(steps.size() > 12, "" + steps);
  }

  @Test
  void aRepeatedRequestGetsTheSameAnswer() throws Exception {
    client.challenged();
    var id = new TransactionId(7, 7);
    var packet = client.signed(StunMethod.ALLOCATE, id, Client::udp);
    TransportAddress first = relayed(lab.answer(client.tuple, packet));
    lab.pass(3);
    StunMessage again = lab.answer(client.tuple, packet);
    assertEquals(first, relayed(again));
    assertEquals(597, again.uint32(AttributeType.LIFETIME).orElseThrow());
    assertEquals(1, lab.server.counters().allocated());
  }

  @Test
  void aSecondAllocationOfOneFiveTupleIsRefused() throws Exception {
    client.allocated();
    assertEquals(437, Client.code(client.tryAllocate(it -> it)));
    assertEquals(1, lab.open.size());
  }

  @Test
  void thePortMayBeTakenByOthers() throws Exception {
    for (int port = 50_000; port < 50_060; port++) {
      lab.takenByOthers.add(port);
    }
    int found = 0;
    for (int i = 1; i < 60; i++) {
      int code = Client.code(Client.of(lab, i).challenged().tryAllocate(it -> it));
      assertTrue(code == 0 || code == 508, "" + code);
      found += code == 0 ? 1 : 0;
    }
    assertEquals(4, found);
  }

  @Test
  void onlyUdpIsRelayed() throws Exception {
    client.challenged();
    assertEquals(400, Client.code(client.ask(StunMethod.ALLOCATE, it -> it)));
    assertEquals(
        442,
        Client.code(
            client.ask(
                StunMethod.ALLOCATE, it -> it.firstByte(AttributeType.REQUESTED_TRANSPORT, 6))));
    assertEquals(
        400,
        Client.code(
            client.ask(
                StunMethod.ALLOCATE, it -> it.uint64(AttributeType.REQUESTED_TRANSPORT, 17))));
    assertEquals(0, lab.server.allocations());
  }

  @Test
  void anUnknownTypeThatMustBeUnderstoodIsNamed() throws Exception {
    client.challenged();
    StunMessage answer = client.tryAllocate(it -> it.uint32(0x7abc, 1).uint32(0x8abc, 1));
    assertEquals(420, Client.code(answer));
    assertEquals(List.of(0x7abc), answer.unknownAttributes());
    assertEquals(0, lab.server.allocations());
  }

  @Test
  void relaysIpv6WhereItIsAskedFor() throws Exception {
    StunMessage answer =
        client
            .challenged()
            .tryAllocate(it -> it.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 2));
    assertEquals(Lab.SERVER6.withPort(0), relayed(answer).withPort(0));
  }

  @Test
  void relaysBothFamiliesAtOnce() throws Exception {
    StunMessage answer =
        client
            .challenged()
            .tryAllocate(it -> it.firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, 2));
    List<TransportAddress> both = answer.xorAddresses(AttributeType.XOR_RELAYED_ADDRESS);
    assertEquals(2, both.size());
    assertTrue(both.getFirst().ipv4() && !both.getLast().ipv4());
    assertEquals(2, lab.open.size());
    // One of them is given back, then the other.
    assertEquals(
        0,
        Client.code(
            client.ask(
                StunMethod.REFRESH,
                it ->
                    it.uint32(AttributeType.LIFETIME, 0)
                        .firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 1))));
    assertEquals(Set.of(both.getLast()), lab.open.keySet());
    assertEquals(443, client.permit(Lab.PEER));
    assertEquals(0, client.permit(Lab.PEER6));
    assertEquals(0, client.refresh(0));
    assertTrue(lab.open.isEmpty());
  }

  @Test
  void saysWhyThereIsNoAdditionalFamily() throws Exception {
    Lab four = new Lab(TurnConfig.of(Lab.REALM, List.of(RelayHost.of(Lab.SERVER.withPort(0)))));
    StunMessage answer =
        Client.of(four)
            .challenged()
            .tryAllocate(it -> it.firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, 2));
    assertEquals(0, Client.code(answer));
    assertEquals(440, answer.addressErrorCode().orElseThrow().code());
    assertEquals(
        440,
        Client.code(
            Client.of(four, 2)
                .challenged()
                .tryAllocate(it -> it.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 2))));
  }

  @Test
  void refusesFamiliesThatContradict() throws Exception {
    client.challenged();
    assertEquals(
        440,
        Client.code(
            client.tryAllocate(it -> it.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 3))));
    assertEquals(
        400,
        Client.code(
            client.tryAllocate(it -> it.firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, 1))));
    assertEquals(
        400,
        Client.code(
            client.tryAllocate(it ->
                it.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 1)
                    .firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, 2))));
    assertEquals(0, lab.server.allocations());
  }

  @Test
  void anEvenPortIsEvenAndTheNextOneIsKept() throws Exception {
    StunMessage answer = client.challenged().tryAllocate(it -> it.evenPort(true));
    int port = relayed(answer).port();
    assertEquals(0, port % 2);
    long token = answer.uint64(AttributeType.RESERVATION_TOKEN).orElseThrow();
    Client rtcp = Client.of(lab, 2).challenged();
    StunMessage next = rtcp.tryAllocate(it -> it.uint64(AttributeType.RESERVATION_TOKEN, token));
    assertEquals(port + 1, relayed(next).port());
    // A token is good once.
    assertEquals(
        508,
        Client.code(
            Client.of(lab, 3)
                .challenged()
                .tryAllocate(it -> it.uint64(AttributeType.RESERVATION_TOKEN, token))));
  }

  @Test
  void anEvenPortAloneKeepsNothing() throws Exception {
    for (int i = 1; i <= 32; i++) {
      StunMessage answer = Client.of(lab, i).challenged().tryAllocate(it -> it.evenPort(false));
      assertEquals(0, relayed(answer).port() % 2);
      assertFalse(answer.has(AttributeType.RESERVATION_TOKEN));
    }
    assertEquals(
        508, Client.code(Client.of(lab, 33).challenged().tryAllocate(it -> it.evenPort(false))));
    assertEquals(1, Client.of(lab, 34).allocated().port() % 2);
  }

  @Test
  void aReservationIsItsUsersAndLasts30Seconds() throws Exception {
    StunMessage answer = client.challenged().tryAllocate(it -> it.evenPort(true));
    long token = answer.uint64(AttributeType.RESERVATION_TOKEN).orElseThrow();
    Client bob = new Client(lab, Lab.tuple("1.1.9.9", 9), "bob", "bob's password").challenged();
    assertEquals(
        508, Client.code(bob.tryAllocate(it -> it.uint64(AttributeType.RESERVATION_TOKEN, token))));
    lab.pass(30);
    assertEquals(
        508,
        Client.code(
            Client.of(lab, 3)
                .challenged()
                .tryAllocate(it -> it.uint64(AttributeType.RESERVATION_TOKEN, token))));
    for (int i = 10; i < 73; i++) {
      Client.of(lab, i).allocated();
    }
    assertEquals(64, lab.open.size(), "the kept port is free again");
  }

  @Test
  void aTokenWithOtherWishesIsRefused() throws Exception {
    client.challenged();
    assertEquals(
        400,
        Client.code(
            client.tryAllocate(
                it -> it.uint64(AttributeType.RESERVATION_TOKEN, 5).evenPort(false))));
    assertEquals(
        400,
        Client.code(
            client.tryAllocate(it ->
                it.uint64(AttributeType.RESERVATION_TOKEN, 5)
                    .firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 1))));
    assertEquals(
        400, Client.code(client.tryAllocate(it -> it.uint32(AttributeType.RESERVATION_TOKEN, 5))));
  }

  @Test
  void dontFragmentIsOnlyUnderstoodWhereTheHostCanDoIt() throws Exception {
    assertEquals(
        0,
        Client.code(client.challenged().tryAllocate(it -> it.flag(AttributeType.DONT_FRAGMENT))));
    lab.setsDontFragment = false;
    StunMessage answer =
        Client.of(lab, 2).challenged().tryAllocate(it -> it.flag(AttributeType.DONT_FRAGMENT));
    assertEquals(420, Client.code(answer));
    assertEquals(List.of(AttributeType.DONT_FRAGMENT), answer.unknownAttributes());
  }

  @Test
  void lifetimesStayWithinTheirBounds() throws Exception {
    long[][] askedAndGiven = {
      {1, 600}, {600, 600}, {1_000, 1_000}, {3_600, 3_600}, {3_601, 3_600}, {0xffff_ffffL, 3_600}
    };
    client.allocated();
    for (long[] each : askedAndGiven) {
      StunMessage answer =
          client.ask(StunMethod.REFRESH, it -> it.uint32(AttributeType.LIFETIME, each[0]));
      assertEquals(each[1], answer.uint32(AttributeType.LIFETIME).orElseThrow());
    }
    StunMessage answer = client.ask(StunMethod.REFRESH, it -> it);
    assertEquals(600, answer.uint32(AttributeType.LIFETIME).orElseThrow());
    assertEquals(
        400,
        Client.code(client.ask(StunMethod.REFRESH, it -> it.uint64(AttributeType.LIFETIME, 9))));
    StunMessage fresh =
        Client.of(lab, 2)
            .challenged()
            .tryAllocate(it -> it.uint32(AttributeType.LIFETIME, 0xffff_ffffL));
    assertEquals(3_600, fresh.uint32(AttributeType.LIFETIME).orElseThrow());
  }

  @Test
  void anAllocationEndsUnlessItIsRefreshed() throws Exception {
    client.allocated();
    Client idle = Client.of(lab, 2);
    idle.allocated();
    assertEquals(lab.now + 600 * Lab.SECOND, lab.server.deadlineMicros());
    lab.pass(599);
    assertEquals(0, client.refresh(600));
    assertEquals(2, lab.open.size());
    lab.pass(1);
    assertEquals(1, lab.open.size());
    assertEquals(1, lab.server.counters().expired());
    assertEquals(437, idle.refresh(600));
    lab.pass(599);
    assertEquals(0, lab.server.allocations());
    assertEquals(Long.MAX_VALUE, lab.server.deadlineMicros());
  }

  @Test
  void aLifetimeOfZeroGivesItBack() throws Exception {
    TransportAddress first = client.allocated();
    assertEquals(0, client.refresh(0));
    assertTrue(lab.open.isEmpty());
    assertEquals(437, client.refresh(0));
    assertNotEquals(first, client.allocated());
  }

  @Test
  void refreshingTheOtherFamilyIsRefused() throws Exception {
    client.allocated();
    assertEquals(
        443,
        Client.code(
            client.ask(
                StunMethod.REFRESH,
                it -> it.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 2))));
  }

  @Test
  void withoutAnAllocationThereIsNothingToChange() throws Exception {
    client.challenged();
    assertEquals(437, client.refresh(600));
    assertEquals(437, client.permit(Lab.PEER));
    assertEquals(437, client.bind(0x4000, Lab.PEER));
    assertEquals(3, lab.server.counters().refused(TurnRefusal.MISMATCH));
  }

  @Test
  void aConnectionThatEndsTakesItsAllocationAlong() throws Exception {
    var tcp = new FiveTuple(Transport.TCP, Lab.SERVER, Lab.address("1.1.1.1", 5));
    Client streaming = new Client(lab, tcp, Lab.USER, Lab.PASSWORD);
    streaming.allocated();
    assertTrue(lab.server.serves(tcp));
    lab.server.gone(tcp);
    assertFalse(lab.server.serves(tcp));
    assertTrue(lab.open.isEmpty());
    lab.server.gone(tcp);
    assertEquals(Long.MAX_VALUE, lab.server.deadlineMicros());
  }

  @Test
  void clientsAreToldTheAddressThatOthersSee() throws Exception {
    var inside = Lab.address("10.0.0.4", 0);
    Lab behind =
        new Lab(TurnConfig.of(Lab.REALM, List.of(new RelayHost(inside, Lab.SERVER.withPort(0)))));
    TransportAddress told = Client.of(behind).allocated();
    assertEquals(Lab.SERVER.withPort(told.port()), told);
    assertEquals(Set.of(inside.withPort(told.port())), behind.open.keySet());
  }

  @Test
  void closingGivesEverythingBack() throws Exception {
    client.allocated();
    Client.of(lab, 2).allocated();
    lab.server.close();
    assertTrue(lab.open.isEmpty());
    assertEquals(0, lab.server.allocations());
  }
}
