package gossamer.turn;

import gossamer.stun.ErrorCode;
import gossamer.stun.TransportAddress;
import gossamer.turn.Reservations.Reservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All allocations of a server, the ports they hold, and who has how many. */
final class Allocations {
  /** Ports that are tried when others outside of this server hold some. */
  private static final int TRIES = 16;

  private final TurnConfig config;
  private final TurnHost host;
  private final Map<FiveTuple, Allocation> byTuple = new HashMap<>();
  private final Map<TransportAddress, Relayed> byRelayed = new HashMap<>();
  private final Map<String, User> users = new HashMap<>();
  private final Map<TransportAddress, Integer> sources = new HashMap<>();
  private final Map<RelayHost, RelayPorts> ports = new HashMap<>();
  private final PriorityQueue<Allocation> queue =
      new PriorityQueue<>(Comparator.comparingLong((Allocation each) -> each.queuedFor));
  private final Reservations reservations;

  Allocations(TurnConfig config, TurnHost host, RandomGenerator random) {
    this.config = config;
    this.host = host;
    this.reservations =
        new Reservations(random, lapsed -> portsOf(lapsed.host()).give(lapsed.port()));
    for (RelayHost each : config.relays()) {
      ports.put(each, new RelayPorts(config.ports(), random));
    }
  }

  private RelayPorts portsOf(RelayHost each) {
    RelayPorts found = ports.get(each);
    if (found == null) {
      throw new IllegalStateException("no relay host: " + each);
    }
    return found;
  }

  int size() {
    return byTuple.size();
  }

  @Nullable Allocation find(FiveTuple tuple) {
    return byTuple.get(tuple);
  }

  /** The relayed address of this server that is told so. */
  @Nullable Relayed relayed(TransportAddress told) {
    return byRelayed.get(told);
  }

  /** The user of that name, who may be new; refused when there may be no further allocation. */
  User admit(String name, FiveTuple tuple, long now) throws Refused {
    User known = users.get(name);
    if (known != null && known.allocations >= config.limits().perUser()) {
      throw new Refused(ErrorCode.ALLOCATION_QUOTA_REACHED, TurnRefusal.USER_QUOTA);
    }
    if (sources.getOrDefault(source(tuple), 0) >= config.limits().perSource()) {
      throw new Refused(ErrorCode.ALLOCATION_QUOTA_REACHED, TurnRefusal.SOURCE_QUOTA);
    }
    if (byTuple.size() >= config.limits().allocations()) {
      throw new Refused(ErrorCode.INSUFFICIENT_CAPACITY, TurnRefusal.CAPACITY);
    }
    return known == null ? new User(name, config.limits().bytesPerSecond(), now) : known;
  }

  /** One IPv4 address or one /64 of IPv6. */
  private static TransportAddress source(FiveTuple tuple) {
    TransportAddress client = tuple.client();
    return client.ipv4() ? client.withPort(0) : new TransportAddress(client.high(), 0, 0);
  }

  /** Puts an allocation into effect whose relayed addresses are open. */
  void add(Allocation made) {
    byTuple.put(made.tuple, made);
    users.putIfAbsent(made.user.name, made.user);
    made.user.allocations++;
    sources.merge(source(made.tuple), 1, Integer::sum);
    made.queuedFor = made.until;
    queue.add(made);
  }

  void remove(Allocation gone) {
    gone.over = true;
    byTuple.remove(gone.tuple, gone);
    close(gone.ipv4);
    close(gone.ipv6);
    if (--gone.user.allocations == 0) {
      users.remove(gone.user.name);
    }
    sources.computeIfPresent(source(gone.tuple), (key, count) -> count > 1 ? count - 1 : null);
    queue.remove(gone);
  }

  /** Closes a relayed address, of an allocation that was not added also. */
  void close(@Nullable Relayed relayed) {
    if (relayed != null) {
      byRelayed.remove(relayed.told(), relayed);
      RelaySocket socket = relayed.socket;
      if (socket != null) {
        socket.close();
      }
      portsOf(relayed.host).give(relayed.told().port());
    }
  }

  /** The relay host of a family for who came to this address: the same one where it may be. */
  @Nullable RelayHost hostFor(TransportAddress server, boolean ipv4) {
    RelayHost any = null;
    for (RelayHost each : config.relays()) {
      if (each.local().ipv4() == ipv4) {
        if (each.local().equals(server.withPort(0))) {
          return each;
        }
        any = any == null ? each : any;
      }
    }
    return any;
  }

  /**
   * Opens a relayed address.
   *
   * @param even whether its port has to be even
   * @param withNext whether the next port is to be free, and then taken, too
   * @return null when there is none
   */
  @Nullable Relayed open(Allocation owner, RelayHost on, boolean even, boolean withNext) {
    RelayPorts range = portsOf(on);
    List<Integer> others = new ArrayList<>();
    Relayed opened = null;
    for (int i = 0; i < TRIES && opened == null; i++) {
      int port = range.take(even, withNext);
      if (port < 0) {
        break;
      }
      opened = open(new Relayed(owner, on, port));
      if (opened == null) {
        others.add(port);
      }
    }
    for (int port : others) {
      range.give(port);
      if (withNext) {
        range.give(port + 1);
      }
    }
    return opened;
  }

  private @Nullable Relayed open(Relayed relayed) {
    RelaySocket socket = host.open(relayed);
    if (socket == null) {
      return null;
    }
    relayed.socket = socket;
    byRelayed.put(relayed.told(), relayed);
    return relayed;
  }

  /** Whether a user may have one more port kept: as many as allocations. */
  boolean mayReserve(User user) {
    return reservations.of(user.name) < config.limits().perUser();
  }

  /** Keeps the port after this one for the same user. */
  long reserveNext(Relayed relayed, User user, long now) {
    long until = now + Reservations.LIFETIME;
    return reservations.keep(
        new Reservation(relayed.host, relayed.told().port() + 1, user.name, until));
  }

  /** Opens the relayed address that a token stands for; null when there is none. */
  @Nullable Relayed claim(Allocation owner, long token) {
    Reservation kept = reservations.claim(token, owner.user.name);
    if (kept == null) {
      return null;
    }
    Relayed opened = open(new Relayed(owner, kept.host(), kept.port()));
    if (opened == null) {
      portsOf(kept.host()).give(kept.port());
    }
    return opened;
  }

  /** Takes away the next allocation whose time is over; null when there is none. */
  @Nullable Allocation expire(long now) {
    reservations.expire(now);
    for (Allocation next = queue.peek(); next != null; next = queue.peek()) {
      if (next.queuedFor > now) {
        return null;
      }
      if (next.until <= now) {
        remove(next);
        return next;
      }
      queue.remove();
      next.queuedFor = next.until;
      queue.add(next);
    }
    return null;
  }

  long deadline() {
    Allocation next = queue.peek();
    return Math.min(next == null ? Long.MAX_VALUE : next.queuedFor, reservations.deadline());
  }

  List<Allocation> all() {
    return List.copyOf(byTuple.values());
  }
}
