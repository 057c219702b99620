package gossamer.webrtc;

import gossamer.stun.StunMethod;
import gossamer.stun.TransportAddress;
import gossamer.webrtc.ice.IceAgent;
import gossamer.webrtc.ice.IceOutput;
import gossamer.webrtc.ice.IcePath;
import gossamer.webrtc.ice.Transport;
import gossamer.webrtc.turn.TurnClient;
import gossamer.webrtc.turn.TurnData;
import gossamer.webrtc.turn.TurnFailure;
import gossamer.webrtc.turn.TurnOutput;
import gossamer.webrtc.turn.TurnState;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The packets of one connection, between ICE's paths and the sockets: what leaves from a relayed
 * address is wrapped for its TURN server, and the other way round.
 */
final class Paths {
  /** Allocations at once: a server is asked from every address of its family. */
  static final int MOST = 8;

  private static final int METHOD_BITS = 0x3eef;
  private static final TransportAddress HIDDEN = TransportAddress.ofIpv4(0, 0);

  private static final class Relay {
    final IceServer server;
    final IcePath path;
    final TurnClient client;
    @Nullable TransportAddress relayed;

    Relay(IceServer server, IcePath path, TurnClient client) {
      this.server = server;
      this.path = path;
      this.client = client;
    }

    boolean lives() {
      return client.state() == TurnState.ALLOCATING || client.state() == TurnState.ALLOCATED;
    }
  }

  private record Wrapped(IcePath path, ByteBuffer packet) {}

  private final IceAgent ice;
  private final boolean relayOnly;
  private final long rto;
  private final RandomGenerator random;
  private final List<TransportAddress> bases = new ArrayList<>(2);
  private final List<Relay> relays = new ArrayList<>(0);
  private final Queue<Wrapped> packets = new ArrayDeque<>(0);
  private final Queue<PeerEvent> events = new ArrayDeque<>(0);
  private final Queue<IceOutput.Send> checks = new ArrayDeque<>(4);

  /** For packets that are to be wrapped: made when the first relay is. */
  private ByteBuffer unwrapped = ByteBuffer.allocate(0);

  private boolean hostEnded;
  private boolean toldEnd;

  Paths(IceAgent ice, PeerConnection.Settings settings, RandomGenerator random) {
    this.ice = ice;
    this.relayOnly = settings.servers().relayOnly();
    this.rto = settings.ice().rto();
    this.random = random;
  }

  // --- what the host has ---

  void addHost(TransportAddress base) {
    bases.add(base);
    if (!relayOnly) {
      ice.addHost(base);
    }
  }

  /** A server and the addresses that its host has; none when the name has none. */
  void addServer(IceServer server, List<TransportAddress> addresses, long now) {
    if (addresses.isEmpty()) {
      failed(server, new TurnFailure(TurnFailure.Reason.UNRESOLVED, 0));
      return;
    }
    boolean asked = false;
    for (TransportAddress base : bases) {
      Optional<TransportAddress> address =
          addresses.stream().filter(each -> each.ipv4() == base.ipv4()).findFirst();
      boolean asks = address.isPresent() && !base.ipv6LinkLocal();
      if (asks && server.credentials().isPresent() && relays.size() < MOST) {
        TurnClient client = new TurnClient(server.credentials().get(), rto, random, now);
        relays.add(new Relay(server, new IcePath(Transport.UDP, base, address.get()), client));
        unwrapped = unwrapped.capacity() > 0 ? unwrapped : ByteBuffer.allocate(2_048);
      }
      asked |= asks;
    }
    if (!asked) {
      failed(server, new TurnFailure(TurnFailure.Reason.UNREACHABLE, 0));
    } else if (server.credentials().isEmpty() && !relayOnly) {
      for (boolean ipv4 : new boolean[] {true, false}) {
        addresses.stream()
            .filter(each -> each.ipv4() == ipv4)
            .findFirst()
            .ifPresent(each -> ice.addServer(each, now));
      }
    }
  }

  void endOfLocalCandidates() {
    hostEnded = true;
  }

  // --- packets ---

  /** True when what comes by this path is for a TURN client, and nothing else. */
  boolean takes(ByteBuffer packet, IcePath path) {
    return find(path) != null
        && (packet.remaining() < 2
            || (packet.getShort(packet.position()) & METHOD_BITS) != StunMethod.BINDING);
  }

  /** Whether packets from this socket or relayed address may be used at all. */
  boolean mayUse(IcePath path) {
    return !relayOnly || at(path.local()) != null;
  }

  /** Takes a packet from a server; what a peer sent, if it brought that, with its relayed path. */
  @Nullable Inner receive(ByteBuffer packet, IcePath path, long now) {
    Relay relay = find(path);
    if (relay == null) {
      return null;
    }
    Optional<TurnData> data = relay.client.receive(packet, now);
    TransportAddress relayed = relay.relayed;
    return data.isEmpty() || relayed == null
        ? null
        : new Inner(data.get().payload(), new IcePath(Transport.UDP, relayed, data.get().peer()));
  }

  /** What a peer sent to a relayed address. */
  record Inner(ByteBuffer packet, IcePath path) {}

  void check(IceOutput.Send check) {
    checks.add(check);
  }

  /**
   * Writes the next packet: of ICE, then of the carrier on the path in use, then of the clients.
   *
   * @return how it goes, or null when there is none
   */
  @Nullable IcePath poll(
      @Nullable IcePath used, @Nullable Carrier carrier, ByteBuffer into, long now) {
    for (IceOutput.Send check = checks.poll(); check != null; check = checks.poll()) {
      IcePath outer = wrap(check.path(), check.packet(), into, now);
      if (outer != null) {
        return outer;
      }
    }
    IcePath outer = used == null || carrier == null ? null : pollCarried(used, carrier, into, now);
    if (outer != null) {
      return outer;
    }
    // What was just to be sent may have made a client ask for a permission.
    drain();
    Wrapped next = packets.poll();
    if (next == null) {
      return null;
    }
    into.put(next.packet());
    return next.path();
  }

  private @Nullable IcePath pollCarried(IcePath used, Carrier carrier, ByteBuffer into, long now) {
    if (at(used.local()) == null) {
      return carrier.pollDatagram(into, now) ? used : null;
    }
    while (carrier.pollDatagram(unwrapped.clear(), now)) {
      IcePath outer = wrap(used, unwrapped.flip(), into, now);
      if (outer != null) {
        return outer;
      }
    }
    return null;
  }

  /** Writes the packet, for the server if there is one; null when it waits or is dropped. */
  private @Nullable IcePath wrap(IcePath path, ByteBuffer packet, ByteBuffer into, long now) {
    Relay relay = at(path.local());
    if (relay == null) {
      into.put(packet);
      return path;
    }
    return relay.client.wrap(path.remote(), packet, into, now) ? relay.path : null;
  }

  /** The path is to stay: it gets a channel. */
  void nominated(IcePath path, long now) {
    Relay relay = at(path.local());
    if (relay != null) {
      relay.client.bind(path.remote(), now);
    }
  }

  @Nullable PeerEvent event() {
    return events.poll();
  }

  private @Nullable Relay find(IcePath path) {
    for (Relay relay : relays) {
      if (relay.path.equals(path)) {
        return relay;
      }
    }
    return null;
  }

  private @Nullable Relay at(TransportAddress relayed) {
    for (Relay relay : relays) {
      if (relayed.equals(relay.relayed)) {
        return relay;
      }
    }
    return null;
  }

  // --- time ---

  void tick(long now) {
    if (ice.deadlineMicros() <= now) {
      ice.tick(now);
    }
    for (Relay relay : relays) {
      if (relay.client.deadlineMicros() <= now) {
        relay.client.tick(now);
      }
    }
  }

  long deadlineMicros() {
    long at = ice.deadlineMicros();
    for (Relay relay : relays) {
      at = Math.min(at, relay.client.deadlineMicros());
    }
    return at;
  }

  void close(long now) {
    relays.forEach(relay -> relay.client.close(now));
    drain();
  }

  /** Hands on what the clients found. */
  void drain() {
    boolean busy = false;
    for (Relay relay : relays) {
      for (TurnOutput next = relay.client.poll(); next != null; next = relay.client.poll()) {
        take(relay, next);
      }
      busy |= relay.client.state() == TurnState.ALLOCATING;
    }
    if (hostEnded && !busy && !toldEnd) {
      toldEnd = true;
      ice.endOfLocalCandidates();
    }
  }

  private void take(Relay relay, TurnOutput output) {
    switch (output) {
      case TurnOutput.Send(var packet) -> packets.add(new Wrapped(relay.path, packet));
      case TurnOutput.Allocated(var relayed, var mapped) -> {
        relay.relayed = relayed;
        if (!relayOnly) {
          ice.addReflexive(mapped, relay.path.local());
        }
        ice.addRelayed(relayed, relayOnly ? HIDDEN : mapped);
      }
      case TurnOutput.Failed(var failure) -> {
        boolean others =
            relays.stream().anyMatch(each -> each.server.equals(relay.server) && each.lives());
        if (!others) {
          failed(relay.server, failure);
        }
      }
    }
  }

  private void failed(IceServer server, TurnFailure failure) {
    events.add(new PeerEvent.ServerFailed(server, failure));
  }
}
