package gossamer.turn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gossamer.stun.AttributeType;
import gossamer.stun.ChannelData;
import gossamer.stun.StunClass;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Permissions, channels and what is relayed (RFC 8656, sections 9 to 12). */
class RelayTest {
  private static final byte[] HELLO = {1, 2, 3, 4, 5};

  private final Lab lab = new Lab();
  private final Client client = Client.of(lab);

  private long refused(TurnRefusal refusal) {
    return lab.server.counters().refused(refusal);
  }

  @Test
  void sendIndicationsReachAPeerThatIsPermitted() throws Exception {
    TransportAddress relayed = client.allocated();
    assertEquals(0, client.permit(Lab.PEER));
    client.send(Lab.PEER, HELLO);
    client.send(Lab.PEER.withPort(5), new byte[0]);
    Lab.ToPeer sent = lab.toPeers.remove();
    assertEquals(new Lab.ToPeer(relayed, Lab.PEER, ByteBuffer.wrap(HELLO), false), sent);
    assertEquals(Lab.PEER.withPort(5), lab.toPeers.remove().peer());
    assertEquals(2, lab.server.counters().packetsToPeers());
    assertEquals(5, lab.server.counters().bytesToPeers());
  }

  @Test
  void dataIndicationsTellWhatAPeerSends() throws Exception {
    TransportAddress relayed = client.allocated();
    client.permit(Lab.PEER);
    lab.fromPeer(relayed, Lab.PEER, HELLO);
    StunMessage data = StunMessage.parse(lab.toClients.remove().packet());
    assertEquals(StunClass.INDICATION, data.messageClass());
    assertEquals(StunMethod.DATA, data.method());
    assertEquals(Lab.PEER, data.xorAddress(AttributeType.XOR_PEER_ADDRESS).orElseThrow());
    assertEquals(ByteBuffer.wrap(HELLO), data.value(AttributeType.DATA).orElseThrow());
    assertEquals(1, lab.server.counters().packetsToClients());
  }

  @Test
  void channelsCarryBothWays() throws Exception {
    TransportAddress relayed = client.allocated();
    assertEquals(0, client.bind(0x4001, Lab.PEER));
    client.channelData(0x4001, HELLO);
    assertEquals(ByteBuffer.wrap(HELLO), lab.toPeers.remove().payload());
    lab.fromPeer(relayed, Lab.PEER, HELLO);
    assertArrayEquals(
        new byte[] {0x40, 1, 0, 5, 1, 2, 3, 4, 5}, lab.toClients.remove().packet().array());
    // Another port of the peer is permitted by the channel, but not named by it.
    lab.fromPeer(relayed, Lab.PEER.withPort(7), HELLO);
    assertTrue(StunMessage.looksLike(lab.toClients.remove().packet()));
  }

  @Test
  void paddingIsOnlyForStreams() throws Exception {
    var tcp = new FiveTuple(Transport.TCP, Lab.SERVER, Lab.address("1.1.1.1", 5));
    Client streaming = new Client(lab, tcp, Lab.USER, Lab.PASSWORD);
    TransportAddress relayed = streaming.allocated();
    streaming.bind(0x4001, Lab.PEER);
    lab.fromPeer(relayed, Lab.PEER, HELLO);
    assertArrayEquals(
        new byte[] {0x40, 1, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0},
        lab.toClients.remove().packet().array());
  }

  @Test
  void ipv6IsRelayedBothWays() throws Exception {
    client.challenged().tryAllocate(it -> it.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 2));
    TransportAddress relayed = lab.open.keySet().iterator().next();
    assertEquals(0, client.permit(Lab.PEER6));
    client.send(Lab.PEER6, HELLO);
    assertEquals(
        new Lab.ToPeer(relayed, Lab.PEER6, ByteBuffer.wrap(HELLO), false), lab.toPeers.remove());
    lab.fromPeer(relayed, Lab.PEER6, HELLO);
    StunMessage data = StunMessage.parse(lab.toClients.remove().packet());
    assertEquals(Lab.PEER6, data.xorAddress(AttributeType.XOR_PEER_ADDRESS).orElseThrow());
  }

  @Test
  void nothingPassesWithoutAPermission() throws Exception {
    TransportAddress relayed = client.allocated();
    client.send(Lab.PEER, HELLO);
    client.channelData(0x4000, HELLO);
    lab.fromPeer(relayed, Lab.PEER, HELLO);
    Client.of(lab, 2).send(Lab.PEER, HELLO);
    Client.of(lab, 2).channelData(0x4000, HELLO);
    assertTrue(lab.toPeers.isEmpty() && lab.toClients.isEmpty());
    assertEquals(5, refused(TurnRefusal.NO_PERMISSION));
  }

  @Test
  void aPermissionEndsAfter300SecondsUnlessRenewed() throws Exception {
    TransportAddress relayed = client.allocated();
    TransportAddress other = Lab.address("9.9.9.8", 1);
    client.permit(Lab.PEER, other);
    lab.pass(299);
    client.permit(other);
    client.send(Lab.PEER, HELLO);
    lab.pass(1);
    client.send(Lab.PEER, HELLO);
    lab.fromPeer(relayed, Lab.PEER, HELLO);
    client.send(other, HELLO);
    assertEquals(2, lab.toPeers.size());
    assertEquals(2, refused(TurnRefusal.NO_PERMISSION));
  }

  @Test
  void aChannelEndsAfter600SecondsAndItsPermissionAfter300() throws Exception {
    TransportAddress relayed = client.allocated();
    client.bind(0x4001, Lab.PEER);
    lab.pass(300);
    client.refresh(3_600);
    lab.fromPeer(relayed, Lab.PEER, HELLO);
    assertTrue(lab.toClients.isEmpty());
    assertEquals(0, client.bind(0x4001, Lab.PEER));
    lab.toClients.clear();
    lab.pass(299);
    lab.fromPeer(relayed, Lab.PEER, HELLO);
    assertEquals(1, lab.toClients.size());
    lab.pass(300);
    client.channelData(0x4001, HELLO);
    assertEquals(1, lab.toPeers.size());
    lab.pass(1);
    client.channelData(0x4001, HELLO);
    assertEquals(1, lab.toPeers.size());
    // The number is free for another peer then.
    assertEquals(0, client.bind(0x4001, Lab.PEER.withPort(1)));
  }

  @Test
  void onePeerHasOneChannelAndOneChannelOnePeer() throws Exception {
    client.allocated();
    assertEquals(0, client.bind(0x4000, Lab.PEER));
    assertEquals(400, client.bind(0x4001, Lab.PEER));
    assertEquals(400, client.bind(0x4000, Lab.PEER.withPort(1)));
    assertEquals(0, client.bind(0x4000, Lab.PEER));
    assertEquals(0, client.bind(0x4001, Lab.PEER.withPort(1)));
  }

  @Test
  void channelNumbersEndWhereRfc8656Says() throws Exception {
    client.allocated();
    for (int number : new int[] {0, 0x3fff, 0x5000, 0x7ffe, 0x7fff, 0xffff}) {
      assertEquals(400, client.bind(number, Lab.PEER));
    }
    assertEquals(0, client.bind(0x4fff, Lab.PEER));
    Lab wide = new Lab(Lab.usual().withWideChannels());
    Client old = Client.of(wide);
    old.allocated();
    assertEquals(0, old.bind(0x7ffe, Lab.PEER));
    assertEquals(400, old.bind(0x7fff, Lab.PEER.withPort(1)));
    old.channelData(0x7ffe, HELLO);
    assertEquals(1, wide.toPeers.size());
  }

  @Test
  void whatIsMissingIsABadRequest() throws Exception {
    client.allocated();
    assertEquals(400, client.permit());
    assertEquals(
        400, Client.code(client.ask(StunMethod.CHANNEL_BIND, it -> it.channelNumber(0x4000))));
    assertEquals(
        400,
        Client.code(
            client.ask(
                StunMethod.CHANNEL_BIND,
                it -> it.xorAddress(AttributeType.XOR_PEER_ADDRESS, Lab.PEER))));
    assertEquals(
        400,
        Client.code(
            client.ask(
                StunMethod.CREATE_PERMISSION, it -> it.uint32(AttributeType.XOR_PEER_ADDRESS, 1))));
    assertEquals(400, client.bind(0x4000, Lab.PEER.withPort(0)));
  }

  @Test
  void aBadPeerAmongGoodOnesPermitsNobody() throws Exception {
    client.allocated();
    assertEquals(403, client.permit(Lab.PEER, Lab.address("127.0.0.1", 1)));
    client.send(Lab.PEER, HELLO);
    assertTrue(lab.toPeers.isEmpty());
  }

  @Test
  void aPeerOfTheOtherFamilyIsRefused() throws Exception {
    client.allocated();
    assertEquals(443, client.permit(Lab.PEER6));
    assertEquals(443, client.bind(0x4000, Lab.PEER6));
    assertEquals(2, refused(TurnRefusal.PEER_FAMILY));
  }

  @Test
  void aSendIndicationWithoutPeerOrDataIsDropped() throws Exception {
    client.allocated();
    client.permit(Lab.PEER);
    ByteBuffer whole = client.sendOf(Lab.PEER, HELLO, it -> it);
    ByteBuffer withoutPeer = whole.duplicate().putShort(20, (short) 0x8022);
    lab.server.receive(withoutPeer, client.tuple, lab.now);
    ByteBuffer withoutData = client.sendOf(Lab.PEER, HELLO, it -> it);
    lab.server.receive(withoutData.putShort(32, (short) 0x8022), client.tuple, lab.now);
    lab.server.receive(
        client.sendOf(Lab.PEER, HELLO, it -> it.uint32(0x7abc, 0)), client.tuple, lab.now);
    assertTrue(lab.toPeers.isEmpty() && lab.toClients.isEmpty());
    assertEquals(3, refused(TurnRefusal.MALFORMED));
    lab.server.receive(
        client.sendOf(Lab.PEER, HELLO, it -> it.uint32(0x8abc, 0)), client.tuple, lab.now);
    assertEquals(1, lab.toPeers.size());
  }

  @Test
  void dontFragmentIsHandedOn() throws Exception {
    client.allocated();
    client.permit(Lab.PEER);
    ByteBuffer whole = client.sendOf(Lab.PEER, HELLO, it -> it.flag(AttributeType.DONT_FRAGMENT));
    lab.server.receive(whole, client.tuple, lab.now);
    assertTrue(lab.toPeers.remove().whole());
    client.send(Lab.PEER, HELLO);
    assertFalse(lab.toPeers.remove().whole());
  }

  @Test
  void truncatedAndOversizedPayloadsAreDropped() throws Exception {
    TransportAddress relayed = client.allocated();
    client.bind(0x4000, Lab.PEER);
    lab.toClients.clear();
    ByteBuffer cut = ByteBuffer.allocate(8);
    ChannelData.writeHeader(cut, 0x4000, 5);
    lab.server.receive(cut.clear(), client.tuple, lab.now);
    lab.server.receive(ByteBuffer.wrap(new byte[] {0x40, 0, 0}), client.tuple, lab.now);
    assertEquals(2, refused(TurnRefusal.MALFORMED));
    client.channelData(0x4000, new byte[1_981]);
    client.send(Lab.PEER, new byte[1_981]);
    lab.fromPeer(relayed, Lab.PEER, new byte[1_981]);
    assertEquals(3, refused(TurnRefusal.SIZE));
    assertTrue(lab.toPeers.isEmpty() && lab.toClients.isEmpty());
    client.channelData(0x4000, new byte[1_980]);
    client.send(Lab.PEER, new byte[1_980]);
    lab.fromPeer(relayed, Lab.PEER, new byte[1_980]);
    lab.fromPeer(relayed, Lab.PEER.withPort(9), new byte[1_980]);
    assertEquals(2, lab.toPeers.size());
    assertEquals(2, lab.toClients.size());
  }

  @Test
  void whatFollowsTheChannelDataIsPadding() throws Exception {
    client.allocated();
    client.bind(0x4000, Lab.PEER);
    ByteBuffer padded = ByteBuffer.allocate(12);
    ChannelData.writeHeader(padded, 0x4000, 5);
    padded.put(HELLO).clear();
    lab.server.receive(padded, client.tuple, lab.now);
    assertEquals(ByteBuffer.wrap(HELLO), lab.toPeers.remove().payload());
  }

  @Test
  void answersCarryNoBytesOfEarlierOnes() throws Exception {
    client.challenged();
    StunMessage first = client.tryAllocate(it -> it);
    StunMessage later = client.ask(StunMethod.REFRESH, it -> it);
    assertNotEquals(first.size(), later.size());
    assertEquals(4, later.attributeValue(later.find(AttributeType.LIFETIME)).remaining());
    TransportAddress relayed = lab.open.keySet().iterator().next();
    client.permit(Lab.PEER);
    lab.toClients.clear();
    lab.fromPeer(relayed, Lab.PEER, new byte[] {9, 9, 9, 9, 9, 9, 9, 9});
    lab.fromPeer(relayed, Lab.PEER, new byte[] {7});
    lab.toClients.remove();
    ByteBuffer second = lab.toClients.remove().packet();
    assertArrayEquals(
        new byte[] {0, 0, 0}, new byte[] {second.get(37), second.get(38), second.get(39)});
  }

  @Test
  void twoClientsOfOneServerMeetWithoutASocket() throws Exception {
    Client other = Client.of(lab, 2);
    TransportAddress here = client.allocated();
    TransportAddress there = other.allocated();
    assertEquals(0, client.bind(0x4000, there));
    client.channelData(0x4000, HELLO);
    assertTrue(lab.toClients.isEmpty(), "the other side has not permitted it");
    assertEquals(0, other.permit(here));
    client.channelData(0x4000, HELLO);
    StunMessage data = StunMessage.parse(lab.toClients.remove().packet());
    assertEquals(here, data.xorAddress(AttributeType.XOR_PEER_ADDRESS).orElseThrow());
    other.send(here, HELLO);
    assertEquals(client.tuple, lab.toClients.peek().to());
    assertEquals(0x40, lab.toClients.remove().packet().get());
    assertTrue(lab.toPeers.isEmpty());
    assertEquals(3, lab.server.counters().shortcuts());
  }
}
