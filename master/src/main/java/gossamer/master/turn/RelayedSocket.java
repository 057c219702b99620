package gossamer.master.turn;

import gossamer.jvm.net.RelayedPort;
import gossamer.stun.TransportAddress;
import gossamer.turn.RelaySocket;
import gossamer.turn.Relayed;
import gossamer.turn.TurnServer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One relayed address of the server on its socket; mostly it talks with one peer. */
final class RelayedSocket implements RelaySocket, RelayedPort.Owner {
  private final TurnServer server;
  private final Relayed relayed;
  private @Nullable RelayedPort port;
  private @Nullable TransportAddress lastTo;
  private @Nullable InetSocketAddress lastToSocket;
  private @Nullable TransportAddress lastFrom;
  private @Nullable InetSocketAddress lastFromSocket;

  RelayedSocket(TurnServer server, Relayed relayed) {
    this.server = server;
    this.relayed = relayed;
  }

  void bound(RelayedPort to) {
    port = to;
  }

  @Override
  public void send(TransportAddress peer, ByteBuffer payload, boolean whole) {
    RelayedPort out = port;
    if (out != null) {
      out.send(payload, socket(peer), whole);
    }
  }

  private InetSocketAddress socket(TransportAddress peer) {
    InetSocketAddress known = lastToSocket;
    if (known == null || !peer.equals(lastTo)) {
      known = Addresses.socket(peer);
      lastTo = peer;
      lastToSocket = known;
    }
    return known;
  }

  @Override
  public void received(ByteBuffer packet, InetSocketAddress from, long nowMicros) {
    TransportAddress known = lastFrom;
    if (known == null || !from.equals(lastFromSocket)) {
      known = Addresses.of(from);
      lastFrom = known;
      // Not the one that came, which holds more.
      lastFromSocket = Addresses.socket(known);
    }
    server.fromPeer(relayed, known, packet, nowMicros);
  }

  @Override
  public void close() {
    RelayedPort open = port;
    if (open != null) {
      open.close();
    }
  }
}
