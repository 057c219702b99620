package gossamer.conformance;

import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.ProtocolException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a test expects; whatever else it finds is a {@link CheckFailure}. */
public final class Expect {
  private Expect() {}

  /** Expects the condition to hold. */
  public static void that(boolean condition, String what) {
    if (!condition) {
      throw new CheckFailure("expected: " + what);
    }
  }

  /** Expects a value. */
  public static <T> T present(@Nullable T value, String what) {
    if (value == null) {
      throw new CheckFailure("expected " + what + ", found nothing");
    }
    return value;
  }

  /** Expects two equal values. */
  public static void equal(@Nullable Object expected, @Nullable Object found, String what) {
    if (!Objects.equals(expected, found)) {
      throw new CheckFailure(what + ": expected " + expected + ", found " + found);
    }
  }

  /** Expects two equal arrays. */
  public static void bytes(byte[] expected, byte[] found, String what) {
    if (!Arrays.equals(expected, found)) {
      throw new CheckFailure(
          what + ": expected " + Hex.encode(expected) + ", found " + Hex.encode(found));
    }
  }

  /** Expects a number of at most {@code limit}. */
  public static void atMost(long limit, long found, String what) {
    if (found > limit) {
      throw new CheckFailure(what + ": at most " + limit + ", found " + found);
    }
  }

  /** Expects a number of at least {@code least}. */
  public static void atLeast(long least, long found, String what) {
    if (found < least) {
      throw new CheckFailure(what + ": at least " + least + ", found " + found);
    }
  }

  /** Expects nonsense to be refused with this code. */
  public static void refused(ErrorCode code, Checks.Body body) {
    try {
      body.run();
    } catch (ProtocolException refused) {
      equal(code, refused.code(), "code of the refusal");
      return;
    }
    throw new CheckFailure("expected to be refused with " + code);
  }
}
