package gossamer.webrtc;

import gossamer.stun.ChannelData;
import gossamer.stun.StunMessage;
import gossamer.stun.TransportAddress;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.Transport;
import gossamer.webrtc.turn.ScriptedTurnServer;
import gossamer.webrtc.turn.TurnCredentials;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A TURN server in the simulated network, with an allocation for each client. */
final class RelayHost extends SimNet.Host {
  private static final TransportAddress SERVER =
      TransportAddress.parse("198.51.100.1", 3_478).orElseThrow();

  private record Out(IcePath path, ByteBuffer packet) {}

  private final SimNet net;
  private final TurnCredentials user;
  private final Map<TransportAddress, ScriptedTurnServer> byClient = new HashMap<>();
  private final Map<TransportAddress, TransportAddress> clients = new HashMap<>();
  private final Queue<Out> out = new ArrayDeque<>();
  long channelData;
  long indications;

  RelayHost(SimNet net, TurnCredentials user) {
    this.net = net;
    this.user = user;
    net.add(this, SERVER);
  }

  boolean relays(TransportAddress address) {
    return clients.containsKey(address);
  }

  @Override
  void receive(ByteBuffer packet, IcePath path, long now) {
    TransportAddress client = clients.get(path.local());
    if (client != null) {
      byClient
          .get(client)
          .fromPeer(path.remote(), packet, now)
          .ifPresent(inner -> out.add(new Out(to(SERVER, client), inner)));
      return;
    }
    ScriptedTurnServer allocation =
        byClient.computeIfAbsent(path.remote(), any -> allocate(path.remote()));
    if (ChannelData.looksLike(packet)) {
      channelData++;
    } else if (StunMessage.looksLike(packet)) {
      indications += packet.getShort(packet.position()) == 0x0016 ? 1 : 0;
    }
    List<ByteBuffer> answers = new ArrayList<>();
    for (ScriptedTurnServer.Sent sent : allocation.receive(packet, now, answers)) {
      TransportAddress relayed =
          clients.entrySet().stream()
              .filter(each -> each.getValue().equals(path.remote()))
              .findFirst()
              .orElseThrow()
              .getKey();
      out.add(new Out(to(relayed, sent.peer()), sent.payload()));
    }
    answers.forEach(answer -> out.add(new Out(to(SERVER, path.remote()), answer)));
  }

  private ScriptedTurnServer allocate(TransportAddress client) {
    TransportAddress relayed = SERVER.withPort(50_000 + clients.size());
    clients.put(relayed, client);
    net.add(this, relayed);
    return new ScriptedTurnServer(user, relayed);
  }

  private static IcePath to(TransportAddress from, TransportAddress to) {
    return new IcePath(Transport.UDP, from, to);
  }

  @Override
  void tick(long now) {}

  @Override
  long deadline() {
    return Long.MAX_VALUE;
  }

  @Override
  @Nullable IcePath poll(ByteBuffer into, long now) {
    Out next = out.poll();
    if (next == null) {
      return null;
    }
    into.put(next.packet());
    return next.path();
  }

  @Override
  void look(long now) {}
}
