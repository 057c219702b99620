package gossamer.peer.host;

import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The host's asynchronous cryptography as seen by the core: each request goes out with a ticket and
 * its continuation runs when the host answers. Bounded: above {@link #LIMIT} requests that wait, a
 * request is answered at once as a failure.
 */
public final class Services {
  /** Requests that may wait for the host. */
  public static final int LIMIT = 8192;

  private final Outbox outbox;
  private final Table<Integer, Consumer<byte @Nullable []>> bodies = new Table<>();
  private final Table<Integer, Consumer<@Nullable ErrorCode>> verdicts = new Table<>();

  /** Requests are put into this outbox. */
  public Services(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Signs with the peer's key; null when the host is overloaded. */
  public void sign(byte[] message, Consumer<byte @Nullable []> then) {
    if (bodies.size() >= LIMIT) {
      then.accept(null);
      return;
    }
    outbox.add(new Output.Sign(await(then), message));
  }

  /**
   * Verifies an Ed25519 signature: null when it is true, otherwise BAD_SIGNATURE, also when the
   * host is overloaded.
   */
  public void verify(
      byte[] key, byte[] message, byte[] signature, Consumer<@Nullable ErrorCode> then) {
    if (verdicts.size() >= LIMIT) {
      then.accept(ErrorCode.BAD_SIGNATURE);
      return;
    }
    int ticket = outbox.ticket();
    verdicts.put(ticket, then);
    outbox.add(new Output.Verify(ticket, key, message, signature));
  }

  /** Seals to a key; null when the key is unusable or the host overloaded. */
  public void seal(
      byte[] receiver, byte[] plaintext, byte[] context, Consumer<byte @Nullable []> then) {
    if (bodies.size() >= LIMIT) {
      then.accept(null);
      return;
    }
    outbox.add(new Output.Seal(await(then), receiver, plaintext, context));
  }

  /** Opens a sealed body; null when it does not open or the host is overloaded. */
  public void unseal(byte[] body, byte[] context, Consumer<byte @Nullable []> then) {
    if (bodies.size() >= LIMIT) {
      then.accept(null);
      return;
    }
    outbox.add(new Output.Unseal(await(then), body, context));
  }

  private int await(Consumer<byte @Nullable []> then) {
    int ticket = outbox.ticket();
    bodies.put(ticket, then);
    return ticket;
  }

  /** The host's answer to sign, seal or unseal; an unknown ticket is ignored. */
  public void answer(int ticket, byte @Nullable [] body) {
    Consumer<byte @Nullable []> then = bodies.remove(ticket);
    if (then != null) {
      then.accept(body);
    }
  }

  /** The host's answer to verify; an unknown ticket is ignored. */
  public void answer(int ticket, boolean valid) {
    Consumer<@Nullable ErrorCode> then = verdicts.remove(ticket);
    if (then != null) {
      then.accept(valid ? null : ErrorCode.BAD_SIGNATURE);
    }
  }
}
