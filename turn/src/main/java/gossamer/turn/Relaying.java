package gossamer.turn;

import gossamer.stun.ChannelData;
import gossamer.stun.PeerData;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;

/**
 * Carries packets from clients to peers and back (RFC 8656, sections 11 and 12), without an object
 * for each.
 */
final class Relaying {
  /** Bytes of a payload, at most. */
  static final int PAYLOAD = 1_980;

  private final TurnConfig config;
  private final TurnHost host;
  private final Allocations allocations;
  private final TurnCounters counters;
  private final PeerData data = new PeerData();
  private final ByteBuffer out = ByteBuffer.allocateDirect(PAYLOAD + PeerData.OVERHEAD);
  private long indications;
  private boolean towardsOwn;
  private boolean whole;

  Relaying(TurnConfig config, TurnHost host, Allocations allocations, TurnCounters counters) {
    this.config = config;
    this.host = host;
    this.allocations = allocations;
    this.counters = counters;
  }

  /** One ChannelData from a client; moves the position and the limit of the packet. */
  void channelData(ByteBuffer packet, FiveTuple from, long now) {
    int start = packet.position();
    int length = packet.remaining() < ChannelData.HEADER ? -1 : packet.getShort(start + 2) & 0xffff;
    if (length < 0 || length > packet.remaining() - ChannelData.HEADER) {
      counters.count(TurnRefusal.MALFORMED);
      return;
    }
    Allocation allocation = allocations.find(from);
    Channel channel =
        allocation == null ? null : allocation.channel(packet.getShort(start) & 0xffff, now);
    if (allocation == null || channel == null) {
      counters.count(TurnRefusal.NO_PERMISSION);
      return;
    }
    int payload = start + ChannelData.HEADER;
    packet.limit(payload + length).position(payload);
    towardsOwn = channel.own;
    whole = false;
    toPeer(allocation, channel.peer, packet, now);
  }

  /** One Send indication from a client; moves the position and the limit of the packet. */
  void send(ByteBuffer packet, FiveTuple from, long now) {
    if (!data.read(packet)) {
      counters.count(TurnRefusal.MALFORMED);
      return;
    }
    Allocation allocation = allocations.find(from);
    Permission permission =
        allocation == null ? null : allocation.permission(data.high(), data.low(), now);
    if (allocation == null || permission == null) {
      counters.count(TurnRefusal.NO_PERMISSION);
      return;
    }
    boolean serves = !permission.own || config.ports().contains(data.port());
    if (data.port() == 0 || !serves) {
      counters.count(TurnRefusal.PEER);
      return;
    }
    packet.limit(data.offset() + data.length()).position(data.offset());
    TransportAddress peer = permission.withPort(data.port());
    towardsOwn = permission.own;
    whole = data.whole() && host.setsDontFragment();
    toPeer(allocation, peer, packet, now);
  }

  private void toPeer(Allocation from, TransportAddress peer, ByteBuffer payload, long now) {
    int length = payload.remaining();
    Relayed relayed = from.towards(peer);
    RelaySocket socket = relayed == null ? null : relayed.socket;
    if (relayed == null || socket == null || length > PAYLOAD) {
      counters.count(relayed == null ? TurnRefusal.PEER_FAMILY : TurnRefusal.SIZE);
      return;
    }
    if (!from.user.spend(length, config.limits().bytesPerSecond(), now)) {
      counters.count(TurnRefusal.BANDWIDTH);
      return;
    }
    counters.packetsToPeers++;
    counters.bytesToPeers += length;
    if (towardsOwn) {
      // Two clients of one server meet here; the kernel would only hand the packet back.
      counters.shortcuts++;
      Relayed other = allocations.relayed(peer);
      if (other == null) {
        counters.count(TurnRefusal.NO_PERMISSION);
      } else {
        toClient(other, relayed.told(), payload, now);
      }
    } else {
      socket.send(peer, payload, whole);
    }
  }

  /** One datagram that came to a relayed address. */
  void fromPeer(Relayed to, TransportAddress peer, ByteBuffer payload, long now) {
    boolean serves = !config.isOwn(peer) || config.ports().contains(peer.port());
    if (!serves) {
      counters.count(TurnRefusal.PEER);
      return;
    }
    toClient(to, peer, payload, now);
  }

  private void toClient(Relayed to, TransportAddress peer, ByteBuffer payload, long now) {
    Allocation allocation = to.allocation;
    int length = payload.remaining();
    if (allocation.over || allocation.permission(peer.high(), peer.low(), now) == null) {
      counters.count(TurnRefusal.NO_PERMISSION);
      return;
    }
    if (length > PAYLOAD) {
      counters.count(TurnRefusal.SIZE);
      return;
    }
    if (!allocation.user.spend(length, config.limits().bytesPerSecond(), now)) {
      counters.count(TurnRefusal.BANDWIDTH);
      return;
    }
    counters.packetsToClients++;
    counters.bytesToClients += length;
    Channel channel = allocation.channel(peer, now);
    out.clear();
    if (channel == null) {
      PeerData.write(peer, payload, ++indications, out);
    } else {
      ChannelData.writeHeader(out, channel.number, length);
      out.put(ChannelData.HEADER, payload, payload.position(), length);
      out.position(ChannelData.HEADER + length);
      if (allocation.tuple.transport().streams()) {
        while ((out.position() & 3) != 0) {
          out.put((byte) 0);
        }
      }
    }
    host.send(allocation.tuple, out.flip());
  }
}
