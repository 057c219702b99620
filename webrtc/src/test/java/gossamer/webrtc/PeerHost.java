package gossamer.webrtc;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.channel.ChannelEvent;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.sctp.SendResult;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A {@link PeerConnection} in the simulated network, and everything it told. */
final class PeerHost extends SimNet.Host {
  final PeerConnection connection;
  final PlainDtls dtls;
  final List<String> candidates = new ArrayList<>();
  final List<DataChannel> channels = new ArrayList<>();
  final List<DataChannel> closedChannels = new ArrayList<>();
  final List<ChannelEvent.Received> received = new ArrayList<>();
  final List<PeerEvent.ServerFailed> failures = new ArrayList<>();
  long connectedAt = -1;
  long gatheredAt = -1;
  long closedAt = -1;
  @Nullable CloseReason closed;

  PeerHost(PeerConnection.Settings settings, long seed, TransportAddress address, SimNet net) {
    var random = new SplittableRandom(seed);
    dtls = new PlainDtls(random.split());
    connection = new PeerConnection(settings, dtls, random, net.now());
    connection.addHost(address, net.now());
    for (IceServer server : settings.servers().servers()) {
      connection.addServer(server, server.uri().address().stream().toList(), net.now());
    }
    connection.endOfLocalCandidates(net.now());
    net.add(this, address);
    look(net.now());
  }

  void send(DataChannel channel, byte[] bytes, long now) {
    SendResult result = connection.send(channel, ByteBuffer.wrap(bytes), false, now);
    if (result != SendResult.ACCEPTED) {
      throw new AssertionError(result);
    }
  }

  @Override
  void receive(ByteBuffer packet, IcePath path, long now) {
    connection.receive(packet, path, now);
  }

  @Override
  void tick(long now) {
    connection.tick(now);
  }

  @Override
  long deadline() {
    return connection.deadlineMicros();
  }

  @Override
  @Nullable IcePath poll(ByteBuffer into, long now) {
    return connection.pollPacket(into, now);
  }

  @Override
  void look(long now) {
    for (PeerEvent event = connection.poll(); event != null; event = connection.poll()) {
      switch (event) {
        case PeerEvent.CandidateFound(var candidate) -> candidates.add(candidate);
        case PeerEvent.GatheringDone() -> gatheredAt = now;
        case PeerEvent.ServerFailed failed -> failures.add(failed);
        case PeerEvent.Happened(ConnectionEvent.Connected()) -> connectedAt = now;
        case PeerEvent.Happened(ConnectionEvent.Channel(var of)) -> take(of);
        case PeerEvent.Happened(ConnectionEvent.Closed(var reason)) -> {
          closed = reason;
          closedAt = now;
        }
      }
    }
  }

  private void take(ChannelEvent event) {
    switch (event) {
      case ChannelEvent.Opened(var channel) -> channels.add(channel);
      case ChannelEvent.Announced(var channel) -> channels.add(channel);
      case ChannelEvent.Closed(var channel) -> closedChannels.add(channel);
      case ChannelEvent.Received message -> received.add(message);
      default -> {}
    }
  }
}
