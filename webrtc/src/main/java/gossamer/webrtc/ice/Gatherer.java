package gossamer.webrtc.ice;

import gossamer.stun.AttributeType;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunMethod;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Asks STUN servers how they see each base (RFC 8445, section 5.1.1.2). */
final class Gatherer {
  private static final int MAX_SENDS = 5;
  private static final int MAX_ASKS = 64;

  private static final class Ask {
    final IcePath path;
    final TransactionId id;
    int sends;
    long dueAt;

    Ask(IcePath path, TransactionId id, long dueAt) {
      this.path = path;
      this.id = id;
      this.dueAt = dueAt;
    }
  }

  private final List<Ask> asks = new ArrayList<>();
  private final RandomGenerator random;
  private final long rto;

  Gatherer(RandomGenerator random, long rto) {
    this.random = random;
    this.rto = rto;
  }

  /** False when the table is full. */
  boolean ask(TransportAddress base, TransportAddress server, long nowMicros) {
    IcePath path = new IcePath(Transport.UDP, base, server);
    return asks.size() < MAX_ASKS && asks.add(new Ask(path, TransactionId.next(random), nowMicros));
  }

  boolean busy() {
    return !asks.isEmpty();
  }

  long deadlineMicros() {
    return asks.stream().mapToLong(ask -> ask.dueAt).min().orElse(Long.MAX_VALUE);
  }

  /** The next request that is due; those that were sent often enough are given up. */
  Optional<IceOutput.Send> next(long nowMicros) {
    asks.removeIf(ask -> ask.dueAt <= nowMicros && ask.sends == MAX_SENDS);
    return asks.stream()
        .filter(ask -> ask.dueAt <= nowMicros)
        .findFirst()
        .map(ask -> {
          ask.dueAt = nowMicros + (rto << ask.sends++);
          ByteBuffer request = ByteBuffer.allocate(StunMessage.HEADER + 8);
          new StunWriter(request, StunClass.REQUEST, StunMethod.BINDING, ask.id)
              .fingerprint()
              .finish();
          return new IceOutput.Send(ask.path, request.flip());
        });
  }

  /** True when the message answers one of the requests, from where that went. */
  boolean waitsFor(StunMessage answer, IcePath path) {
    TransactionId id = answer.transactionId();
    return asks.stream().anyMatch(ask -> ask.id.equals(id) && ask.path.equals(path));
  }

  /** The address in an answer that {@link #waitsFor} knows; the request is done. */
  Optional<TransportAddress> take(StunMessage answer) throws StunException {
    TransactionId id = answer.transactionId();
    asks.removeIf(ask -> ask.id.equals(id));
    if (answer.messageClass() != StunClass.SUCCESS) {
      return Optional.empty();
    }
    Optional<TransportAddress> mapped = answer.xorAddress(AttributeType.XOR_MAPPED_ADDRESS);
    return mapped.isPresent() ? mapped : answer.address(AttributeType.MAPPED_ADDRESS);
  }
}
