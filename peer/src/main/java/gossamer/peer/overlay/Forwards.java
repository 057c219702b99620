package gossamer.peer.overlay;

import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.link.Self;
import gossamer.peer.table.Table;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Payload;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The {@code forward} call of key-based routing (Dabek et al., 2003, "Towards a common API"): the
 * application may change or stop a routed message on its way. A message that the application does
 * not answer in time goes on unchanged.
 */
public final class Forwards {
  /** Messages that may wait for the application. */
  public static final int LIMIT = 64;

  /** How long the application may take: milliseconds. */
  public static final long TIMEOUT = 2_000;

  private record Held(int token, Envelope envelope, long deadline) {}

  private final Self self;
  private final Consumer<Envelope> onward;
  private final Table<Integer, Held> held = new Table<>();
  private boolean on;

  Forwards(Self self, Consumer<Envelope> onward) {
    this.self = self;
    this.onward = onward;
  }

  /** Whether the application is asked. */
  public void intercept(boolean enabled) {
    on = enabled;
  }

  boolean intercepts(Envelope e) {
    return on && e.mode() == Envelope.Mode.CLOSEST && e.payload() instanceof Payload.Message;
  }

  /** Holds a message back and asks; false when too many wait already. */
  boolean hold(Envelope e, Id next) {
    if (held.size() >= LIMIT || !(e.payload() instanceof Payload.Message message)) {
      return false;
    }
    int token = self.outbox().ticket();
    held.put(token, new Held(token, e, self.now() + TIMEOUT));
    self.outbox().emit(new Event.Forwarding(token, e.target(), next, message.bytes()));
    return true;
  }

  /** The application's answer: other bytes, the same, or null to stop the message here. */
  public void answer(int token, byte @Nullable [] bytes) {
    Held h = held.remove(token);
    if (h != null && bytes != null && bytes.length <= Limits.ROUTED_MESSAGE) {
      Envelope e = h.envelope;
      onward.accept(
          new Envelope(
              e.exchange(),
              e.source(),
              e.target(),
              e.mode(),
              e.hops(),
              e.path(),
              e.visited(),
              e.route(),
              new Payload.Message(bytes)));
    }
  }

  void tick() {
    for (Held h : held) {
      if (h.deadline <= self.now()) {
        held.remove(h.token);
        onward.accept(h.envelope);
      }
    }
  }

  long deadline() {
    long first = Long.MAX_VALUE;
    for (Held h : held) {
      first = Math.min(first, h.deadline);
    }
    return first;
  }
}
