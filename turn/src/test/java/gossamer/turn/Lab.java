package gossamer.turn;

import gossamer.stun.StunMessage;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A server without sockets: what it sends and opens is kept, the time is set. */
final class Lab implements TurnHost {
  static final String REALM = "example.org";
  static final String USER = "ada";
  static final String PASSWORD = "lovelace";
  static final TransportAddress SERVER = address("8.8.4.4", 3478);
  static final TransportAddress SERVER6 = address("2a00::4", 3478);
  static final TransportAddress PEER = address("9.9.9.9", 4_000);
  static final TransportAddress PEER6 = address("2a00::9", 4_000);
  static final long SECOND = 1_000_000;

  /** What was sent to a client. */
  record ToClient(FiveTuple to, ByteBuffer packet) {}

  /** What was sent to a peer. */
  record ToPeer(TransportAddress from, TransportAddress peer, ByteBuffer payload, boolean whole) {}

  final Deque<ToClient> toClients = new ArrayDeque<>();
  final Deque<ToPeer> toPeers = new ArrayDeque<>();
  final Map<TransportAddress, Relayed> open = new LinkedHashMap<>();
  final Set<Integer> takenByOthers = new HashSet<>();
  final TurnServer server;
  boolean setsDontFragment = true;
  long now = 5_000 * SECOND;

  Lab(TurnConfig config, Credentials credentials, long seed) {
    server = new TurnServer(config, credentials, this, new SplittableRandom(seed));
    server.epoch(0);
  }

  Lab(TurnConfig config) {
    this(config, Lab::passwordOf, 1);
  }

  Lab() {
    this(usual());
  }

  static @Nullable String passwordOf(String username, long epochSeconds, boolean isLive) {
    return switch (username) {
      case USER -> PASSWORD;
      case "bob", "eve" -> username + "'s password";
      default -> null;
    };
  }

  static TurnConfig usual() {
    return TurnConfig.of(REALM, List.of(RelayHost.of(SERVER), RelayHost.of(SERVER6)))
        .withPorts(new TurnConfig.PortRange(50_000, 50_063));
  }

  static TransportAddress address(String ip, int port) {
    return TransportAddress.parse(ip, port).orElseThrow();
  }

  static FiveTuple tuple(String ip, int port) {
    return new FiveTuple(Transport.UDP, SERVER, address(ip, port));
  }

  @Override
  public void send(FiveTuple to, ByteBuffer packet) {
    toClients.add(new ToClient(to, copy(packet)));
  }

  @Override
  public @Nullable RelaySocket open(Relayed relayed) {
    if (takenByOthers.contains(relayed.told().port())) {
      return null;
    }
    if (open.put(relayed.local(), relayed) != null) {
      throw new IllegalStateException("opened twice: " + relayed.local());
    }
    return new RelaySocket() {
      @Override
      public void send(TransportAddress peer, ByteBuffer payload, boolean whole) {
        toPeers.add(new ToPeer(relayed.told(), peer, copy(payload), whole));
      }

      @Override
      public void close() {
        if (!open.remove(relayed.local(), relayed)) {
          throw new IllegalStateException("closed twice: " + relayed.local());
        }
      }
    };
  }

  @Override
  public boolean setsDontFragment() {
    return setsDontFragment;
  }

  /** The only answer to a packet; null when there is none. */
  @Nullable StunMessage answer(FiveTuple from, ByteBuffer packet) throws Exception {
    toClients.clear();
    server.receive(packet.duplicate(), from, now);
    List<ToClient> sent = new ArrayList<>(toClients);
    toClients.clear();
    if (sent.isEmpty()) {
      return null;
    }
    if (sent.size() > 1 || !sent.getFirst().to().equals(from)) {
      throw new IllegalStateException("answers: " + sent);
    }
    return StunMessage.parse(sent.getFirst().packet());
  }

  /** Something comes to a relayed address. */
  void fromPeer(TransportAddress relayed, TransportAddress peer, byte[] payload) {
    Relayed to = open.get(relayed);
    if (to == null) {
      throw new IllegalStateException("not open: " + relayed);
    }
    server.fromPeer(to, peer, ByteBuffer.wrap(payload), now);
  }

  void pass(long seconds) {
    now += seconds * SECOND;
    server.tick(now);
  }

  private static ByteBuffer copy(ByteBuffer packet) {
    return ByteBuffer.allocate(packet.remaining()).put(packet).flip();
  }
}
