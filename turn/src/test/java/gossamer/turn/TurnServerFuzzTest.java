package gossamer.turn;

import gossamer.fuzzing.Fuzzing;
import gossamer.stun.AttributeType;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever clients and peers send, in any order, well signed or mutated: the server does not throw,
 * keeps its bounds, relays to nobody who is refused, and leaks no socket.
 */
class TurnServerFuzzTest {
  private static final int STEPS = 120;
  private static final List<TransportAddress> PEERS =
      List.of(
          Lab.PEER,
          Lab.PEER.withPort(1),
          Lab.PEER6,
          Lab.SERVER,
          Lab.SERVER.withPort(50_001),
          Lab.address("127.0.0.1", 80),
          Lab.address("64:ff9b::7f00:1", 80));

  @Test
  void survives() throws Exception {
    Fuzzing.check(TurnServerFuzzTest.class);
  }

  /** Steps of four bytes: what is done, by whom, a parameter, and how the packet is changed. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    TurnConfig config =
        Lab.usual()
            .withPorts(new TurnConfig.PortRange(50_000, 50_003))
            .withLimits(new TurnLimits(4, 2, 3, 3, 3, 4_000, 50, 3_600));
    Lab lab = new Lab(config);
    List<Client> clients = clients(lab);
    ByteBuffer in = ByteBuffer.wrap(input);
    for (int i = 0; i < STEPS && in.remaining() >= 4; i++) {
      int what = in.get() & 0xff;
      Client client = clients.get((in.get() & 0xff) % clients.size());
      int parameter = in.get() & 0xff;
      int change = in.get() & 0xff;
      step(lab, client, new Step(what, parameter, change), in);
      check(lab);
    }
    lab.server.close();
    if (!lab.open.isEmpty()) {
      throw new IllegalStateException("sockets that are not closed: " + lab.open.keySet());
    }
  }

  private static List<Client> clients(Lab lab) {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Client client = Client.of(lab, i);
      client.sha256 = i == 3;
      clients.add(client);
    }
    clients.add(new Client(lab, Lab.tuple("1.1.0.0", 7), "bob", "bob's password"));
    clients.add(new Client(lab, Lab.tuple("1.1.0.1", 1_001), "eve", "not hers"));
    var tcp = new FiveTuple(Transport.TCP, Lab.SERVER, Lab.address("1.1.1.1", 5));
    clients.add(new Client(lab, tcp, Lab.USER, Lab.PASSWORD));
    return clients;
  }

  /** What is done, with which parameter, and how the packet is changed. */
  private record Step(int what, int parameter, int change) {}

  private static void step(Lab lab, Client client, Step step, ByteBuffer in) throws Exception {
    int parameter = step.parameter();
    int change = step.change();
    int what = step.what();
    TransportAddress peer = PEERS.get(parameter % PEERS.size());
    byte[] payload = new byte[parameter * 8];
    switch (what % 10) {
      case 0 -> {
        ByteBuffer packet = client.plain(StunMethod.ALLOCATE, Client::udp);
        give(lab, client, packet, 0);
      }
      case 1 -> request(lab, client, StunMethod.ALLOCATE, step);
      case 2 -> request(lab, client, StunMethod.REFRESH, step);
      case 3 -> request(lab, client, StunMethod.CREATE_PERMISSION, step);
      case 4 -> request(lab, client, StunMethod.CHANNEL_BIND, step);
      case 5 -> give(lab, client, client.sendOf(peer, payload, it -> it), change);
      case 6 -> client.channelData(0x4000 + (parameter & 3), payload);
      case 7 -> {
        for (TransportAddress relayed : List.copyOf(lab.open.keySet())) {
          lab.fromPeer(relayed, peer, payload);
        }
      }
      case 8 -> lab.pass(parameter);
      default -> {
        byte[] raw = new byte[Math.min(parameter, in.remaining())];
        in.get(raw);
        lab.server.receive(ByteBuffer.wrap(raw), client.tuple, lab.now);
        if (parameter == 255) {
          lab.server.gone(client.tuple);
        }
      }
    }
  }

  private static void request(Lab lab, Client client, int method, Step step) {
    int parameter = step.parameter();
    TransportAddress peer = PEERS.get(parameter % PEERS.size());
    ByteBuffer packet = client.signed(method, it -> content(it, method, parameter, peer));
    give(lab, client, packet, step.change());
  }

  private static StunWriter content(
      StunWriter request, int method, int parameter, TransportAddress peer) {
    return switch (method) {
      case StunMethod.ALLOCATE -> {
        Client.udp(request);
        if ((parameter & 1) != 0) {
          request.evenPort((parameter & 2) != 0);
        }
        if ((parameter & 12) == 4) {
          request.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, parameter >> 4);
        }
        if ((parameter & 12) == 8) {
          request.firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, parameter >> 4);
        }
        yield request;
      }
      case StunMethod.REFRESH -> request.uint32(AttributeType.LIFETIME, parameter * 20L);
      case StunMethod.CREATE_PERMISSION -> request.xorAddress(AttributeType.XOR_PEER_ADDRESS, peer);
      default ->
          request
              .channelNumber(0x4000 + (parameter >> 4 & 3))
              .xorAddress(AttributeType.XOR_PEER_ADDRESS, peer);
    };
  }

  /** Hands a packet over, changed in one byte or cut where that is asked for; learns the nonce. */
  private static void give(Lab lab, Client client, ByteBuffer packet, int change) {
    if ((change & 3) == 1) {
      int at = change * 7 % packet.limit();
      packet.put(at, (byte) (packet.get(at) ^ 1 << (change >> 5)));
    } else if ((change & 3) == 2) {
      packet.limit(packet.limit() * change / 256);
    }
    lab.toClients.clear();
    lab.server.receive(packet, client.tuple, lab.now);
    if (lab.toClients.size() > 1) {
      throw new IllegalStateException("more than one packet for one");
    }
    for (Lab.ToClient sent : lab.toClients) {
      try {
        StunMessage.parse(sent.packet())
            .text(AttributeType.NONCE)
            .ifPresent(it -> client.nonce = it);
      } catch (StunException e) {
        boolean channel = (sent.packet().get(0) & 0xc0) == 0x40;
        if (!channel) {
          throw new IllegalStateException("it sent what is malformed", e);
        }
      }
    }
  }

  private static void check(Lab lab) {
    for (Lab.ToPeer sent : lab.toPeers) {
      if (!sent.peer().withPort(0).equals(Lab.PEER.withPort(0)) && !sent.peer().equals(Lab.PEER6)) {
        throw new IllegalStateException("relayed to " + sent.peer());
      }
    }
    lab.toPeers.clear();
    lab.toClients.clear();
    if (lab.server.allocations() > 4 || lab.open.size() > 2 * lab.server.allocations()) {
      throw new IllegalStateException(lab.open.size() + " sockets of " + lab.server.allocations());
    }
    if (lab.open.size() < lab.server.allocations()) {
      throw new IllegalStateException("an allocation without a socket");
    }
  }
}
