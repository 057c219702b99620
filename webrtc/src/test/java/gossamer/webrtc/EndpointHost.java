package gossamer.webrtc;

import gossamer.stun.TransportAddress;
import gossamer.webrtc.channel.ChannelEvent;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.ice.IcePath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An {@link Endpoint} in the simulated network that sends every message back. */
final class EndpointHost extends SimNet.Host {
  static final String PASSWORD = "00112233445566778899aabbccddeeff";

  final Endpoint endpoint;
  final PlainDtls dtls;
  final List<EndpointSession> connected = new ArrayList<>();
  final Map<EndpointSession, CloseReason> closed = new HashMap<>();
  final List<DataChannel> channels = new ArrayList<>();

  /** Bytes that came from and went to each address. */
  final Map<TransportAddress, long[]> traffic = new HashMap<>();

  long closedAt = -1;
  int ticks;

  EndpointHost(EndpointConfig config, TransportAddress address, SimNet net) {
    this(config, 7);
    net.add(this, address);
  }

  EndpointHost(EndpointConfig config, long seed) {
    var random = new SplittableRandom(seed);
    dtls = new PlainDtls(random.split());
    endpoint = new Endpoint(config, dtls, random, 0);
  }

  @Override
  void receive(ByteBuffer packet, IcePath path, long now) {
    bytes(path)[0] += packet.remaining();
    endpoint.receive(packet, path, now);
  }

  private long[] bytes(IcePath path) {
    return traffic.computeIfAbsent(path.remote(), any -> new long[2]);
  }

  @Override
  void tick(long now) {
    ticks++;
    endpoint.tick(now);
  }

  @Override
  long deadline() {
    return endpoint.deadlineMicros();
  }

  @Override
  @Nullable IcePath poll(ByteBuffer into, long now) {
    int from = into.position();
    IcePath path = endpoint.pollPacket(into, now);
    if (path != null) {
      bytes(path)[1] += into.position() - from;
    }
    return path;
  }

  @Override
  void look(long now) {
    for (EndpointEvent event = endpoint.poll(); event != null; event = endpoint.poll()) {
      switch (event.event()) {
        case ConnectionEvent.Connected() -> connected.add(event.session());
        case ConnectionEvent.Channel(ChannelEvent.Received(var channel, var text, var data)) ->
            event.session().send(channel, data, text, now);
        case ConnectionEvent.Channel(ChannelEvent.Opened(var channel)) -> channels.add(channel);
        case ConnectionEvent.Channel(ChannelEvent.Announced(var channel)) -> channels.add(channel);
        case ConnectionEvent.Channel ignored -> {}
        case ConnectionEvent.Closed(var reason) -> {
          closed.put(event.session(), reason);
          closedAt = now;
        }
      }
    }
  }
}
