package gossamer.peer.link;

import gossamer.peer.id.Id;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks records before they are believed, and remembers the last ones that were true, so that each
 * is verified once.
 */
public final class RecordChecks {
  /** Records that are remembered. */
  public static final int REMEMBERED = 8192;

  private final Self self;
  private final Table<Id, PeerRecord> known = new Table<>();

  /** For one peer. */
  public RecordChecks(Self self) {
    this.self = self;
  }

  /** The newest true record of a peer, or null. Expired ones are not given. */
  public @Nullable PeerRecord known(Id id) {
    PeerRecord record = known.get(id);
    return record == null || record.expiresAt() < self.now() ? null : record;
  }

  /** Null when the record is true; otherwise why it is not (EXPIRED, BAD_SIGNATURE). */
  public void check(PeerRecord record, Consumer<@Nullable ErrorCode> then) {
    if (record.equals(known(record.id()))) {
      then.accept(null);
      return;
    }
    long now = self.now();
    if (record.expiresAt() < now
        || record.issuedAt() > now + Self.CLOCK_SKEW
        || record.expiresAt() > now + Self.RECORD_LIFE + Self.CLOCK_SKEW) {
      then.accept(ErrorCode.EXPIRED);
      return;
    }
    self.services()
        .verify(
            record.signingKey(),
            record.signedBytes(),
            record.signature(),
            failure -> {
              if (failure == null) {
                remember(record);
              }
              then.accept(failure);
            });
  }

  private void remember(PeerRecord record) {
    PeerRecord old = known.get(record.id());
    if (old != null && old.issuedAt() > record.issuedAt()) {
      return;
    }
    known.put(record.id(), record);
    if (known.size() > REMEMBERED) {
      known.removeOldest();
    }
  }
}
