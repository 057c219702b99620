package gossamer.peer.records;

import gossamer.peer.link.Self;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.StoredValue;
import gossamer.peer.wire.StoredValue.Entry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value may be kept or believed: its size, its end of validity, its key and its
 * signature.
 */
final class ValueChecks {
  private final Self self;

  ValueChecks(Self self) {
    this.self = self;
  }

  /**
   * Null when the value is true; otherwise EXPIRED, INVALID_ARGUMENT, TOO_LARGE or BAD_SIGNATURE.
   */
  void check(StoredValue value, Consumer<@Nullable ErrorCode> then) {
    ErrorCode failure = form(value);
    if (failure != null || !(value instanceof Entry entry)) {
      then.accept(failure);
      return;
    }
    self.services().verify(entry.publisher(), entry.signedBytes(), entry.signature(), then);
  }

  private @Nullable ErrorCode form(StoredValue value) {
    if (value.expiresAt() <= self.now()) {
      return ErrorCode.EXPIRED;
    }
    if (value.value().length > Limits.VALUE) {
      return ErrorCode.TOO_LARGE;
    }
    boolean tooLong = value.expiresAt() > self.now() + Records.LIFE + Self.CLOCK_SKEW;
    boolean strangeKey = value instanceof Entry e && !e.keyFits();
    return tooLong || strangeKey ? ErrorCode.INVALID_ARGUMENT : null;
  }
}
