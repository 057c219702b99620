package gossamer.peer.records;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Buckets;
import gossamer.peer.overlay.Overlay;
import gossamer.peer.overlay.Requests.Ask;
import gossamer.peer.table.Table;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.StoredValue;
import gossamer.peer.wire.StoredValue.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The DHT's values: STORE and FIND_VALUE (Kademlia §2.3), replicated at the k closest peers and
 * republished.
 */
public final class Records {
  /** Longest life of a value: a day, in milliseconds. */
  public static final long LIFE = Self.RECORD_LIFE;

  /** How often own values are stored anew: milliseconds. */
  public static final long REPUBLISH = 10L * 60 * 1_000;

  /** Own values that are republished. */
  public static final int OWN = 1_024;

  /** Values handed to neighbours when this peer leaves. */
  private static final int HANDED_OVER = 64;

  /** Bytes of values and of records in one answer, so that both fit a frame. */
  private static final int ANSWER = 12 * 1_024;

  private static final byte[] NO_PROOF = {};

  /** Takes the answers of all replicas: one that keeps the value is enough. */
  private static final class Replication implements Consumer<Payload> {
    private final Consumer<@Nullable ErrorCode> then;
    private int open;
    private boolean stored;
    private ErrorCode last = ErrorCode.UNREACHABLE;

    Replication(int replicas, Consumer<@Nullable ErrorCode> then) {
      this.open = replicas;
      this.then = then;
    }

    @Override
    public void accept(Payload reply) {
      stored |= reply instanceof Payload.Ack;
      if (reply instanceof Payload.Failure f) {
        last = f.reason();
      }
      if (--open == 0) {
        then.accept(stored ? null : last);
      }
    }
  }

  private final Self self;
  private final Links links;
  private final Overlay overlay;
  private final ValueStore store;
  private final ValueChecks checks;
  private final ValueSearch search;
  private final Table<Id, StoredValue> own = new Table<>();
  private long republishAt = Long.MAX_VALUE;
  private long sweepAt;
  private boolean dueSoon;

  /** The values of a peer that keeps none yet. */
  public Records(Self self, Links links, Overlay overlay) {
    this.self = self;
    this.links = links;
    this.overlay = overlay;
    this.store = new ValueStore(self.id(), overlay.topology());
    this.checks = new ValueChecks(self);
    this.search = new ValueSearch(self, overlay.lookups(), checks);
    this.sweepAt = self.now() + REPUBLISH;
  }

  /** A STORE or FIND_VALUE that was delivered here; false when the payload is another. */
  public boolean handle(Envelope e) {
    if (e.payload() instanceof Payload.Store s) {
      keep(
          s.value(),
          failure ->
              overlay.reply(
                  e, failure == null ? new Payload.Ack(NO_PROOF) : new Payload.Failure(failure)));
      return true;
    }
    if (e.payload() instanceof Payload.FindValue f) {
      List<PeerRecord> closer = overlay.closest(f.key(), Limits.RECORDS);
      overlay.reply(
          e,
          new Payload.Values(
              fitting(store.get(f.key(), self.now())), Overlay.fitting(closer, ANSWER)));
      return true;
    }
    return false;
  }

  private static List<StoredValue> fitting(List<StoredValue> values) {
    List<StoredValue> some = new ArrayList<>();
    int left = ANSWER;
    for (StoredValue value : values) {
      left -= value.value().length + 256;
      if (some.size() < Limits.VALUES && (left >= 0 || some.isEmpty())) {
        some.add(value);
      }
    }
    return some;
  }

  private void keep(StoredValue value, Consumer<@Nullable ErrorCode> then) {
    checks.check(
        value,
        failure -> {
          ErrorCode result = failure;
          if (failure == null && !store.put(value)) {
            result = value instanceof Entry ? ErrorCode.REPLAYED : ErrorCode.LIMIT;
          }
          if (result != null) {
            self.counters().count(result);
          }
          then.accept(result);
        });
  }

  /**
   * Stores a value of the application's: Done when at least one other peer, or for want of peers
   * this one, keeps it.
   */
  public void put(Command.Put command) {
    StoredValue value = command.value();
    if (value.value().length > Limits.VALUE || own.size() >= OWN) {
      ErrorCode code = own.size() >= OWN ? ErrorCode.LIMIT : ErrorCode.TOO_LARGE;
      self.outbox().emit(new Event.Failed(command.ticket(), code, "value"));
      return;
    }
    sign(value, failure -> self.outbox().conclude(command.ticket(), failure, "store"));
  }

  /** Publishes a value as this peer's own, an entry once it is signed. */
  private void sign(StoredValue value, Consumer<@Nullable ErrorCode> then) {
    if (!(value instanceof Entry entry)) {
      adopt(value, then);
      return;
    }
    self.services()
        .sign(
            entry.signedBytes(),
            signature -> {
              if (signature != null) {
                adopt(entry.signed(signature), then);
              }
            });
  }

  private void adopt(StoredValue value, Consumer<@Nullable ErrorCode> then) {
    own.put(value.key(), value);
    publish(value, then);
  }

  /** Publishes an entry of this peer's under a key that many share, until {@link #withdraw}. */
  public void announce(Id key, byte[] value) {
    long now = self.now();
    Entry entry =
        new Entry(
            key,
            self.claims().signingKey(),
            new byte[0],
            false,
            now,
            now + 2 * REPUBLISH,
            value,
            new byte[PeerRecord.SIGNATURE]);
    sign(entry, failure -> {});
  }

  /** No longer publishes what {@link #announce} or put published under this key. */
  public void withdraw(Id key) {
    own.remove(key);
  }

  private void publish(StoredValue value, Consumer<@Nullable ErrorCode> then) {
    republishAt = Math.min(republishAt, self.now() + REPUBLISH);
    keep(
        value,
        refused -> {
          if (refused != null) {
            then.accept(refused);
            return;
          }
          overlay
              .lookups()
              .find(value.key(), Buckets.K, result -> replicate(value, result.closest(), then));
        });
  }

  private void replicate(
      StoredValue value, List<PeerRecord> replicas, Consumer<@Nullable ErrorCode> then) {
    if (replicas.isEmpty()) {
      dueSoon = true;
      republishAt = Math.min(republishAt, self.now() + 5_000);
      then.accept(null);
      return;
    }
    Replication replication = new Replication(replicas.size(), then);
    for (PeerRecord replica : replicas) {
      Ask ask = Ask.exactly(replica.id(), new Payload.Store(value), 2);
      overlay.requests().send(ask, replication);
    }
  }

  /** Finds the values under a key for the application. */
  public void get(Command.Get command) {
    find(
        command.key(),
        values ->
            self.outbox()
                .emit(
                    values.isEmpty()
                        ? new Event.Failed(command.ticket(), ErrorCode.NOT_FOUND, "no such key")
                        : new Event.Got(command.ticket(), values)));
  }

  /**
   * Finds the true values under a key: the newest of each publisher; an immutable value ends it.
   */
  public void find(Id key, Consumer<List<StoredValue>> then) {
    search.find(key, store.get(key, self.now()), then);
  }

  /** A link came up: values that found no other keeper are stored soon. */
  public void linkUp() {
    if (dueSoon) {
      dueSoon = false;
      republishAt = Math.min(republishAt, self.now() + 1_000);
    }
  }

  /** This peer leaves: its neighbours take over what it keeps. */
  public void handOver() {
    int left = HANDED_OVER;
    for (StoredValue value : store.all()) {
      if (left-- == 0) {
        return;
      }
      PeerRecord heir = heir(value.key());
      if (heir != null) {
        overlay.requests().send(Ask.exactly(heir.id(), new Payload.Store(value), 1), reply -> {});
      }
    }
  }

  private boolean closer(Id key, Id a, Id b) {
    return overlay.topology().compare(key, a, b) < 0;
  }

  private @Nullable PeerRecord heir(Id key) {
    PeerRecord best = null;
    for (Link link : links.ready()) {
      if (best == null || closer(key, link.id(), best.id())) {
        best = link.peer();
      }
    }
    return best;
  }

  /** Expires values and republishes own ones. */
  public void tick() {
    if (self.now() >= sweepAt) {
      sweepAt = self.now() + REPUBLISH;
      store.expire(self.now());
      for (StoredValue value : own) {
        if (!announced(value) && value.expiresAt() <= self.now()) {
          own.remove(value.key());
        }
      }
    }
    if (self.now() < republishAt) {
      return;
    }
    republishAt = own.isEmpty() ? Long.MAX_VALUE : self.now() + REPUBLISH;
    for (StoredValue value : own) {
      if (value instanceof Entry entry && announced(entry)) {
        announce(entry.key(), entry.value());
      } else {
        publish(value, failure -> {});
      }
    }
  }

  /** Entries under shared keys live only as long as they are announced again. */
  private static boolean announced(StoredValue value) {
    return value instanceof Entry entry && !entry.owned();
  }

  /** When {@link #tick} is due. */
  public long deadline() {
    return Math.min(sweepAt, republishAt);
  }

  /**
   * The peers responsible for a key, this one counted, as far as this peer knows; closest first.
   */
  public List<PeerRecord> replicaSet(Id key, int count) {
    List<PeerRecord> set = overlay.closest(key, Math.min(count, Buckets.K));
    PeerRecord me = self.record();
    if (me != null) {
      int at = 0;
      while (at < set.size() && closer(key, set.get(at).id(), me.id())) {
        at++;
      }
      set.add(at, me);
    }
    if (set.size() > count) {
      set.remove(count);
    }
    return set;
  }
}
