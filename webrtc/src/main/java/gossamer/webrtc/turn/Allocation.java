package gossamer.webrtc.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.StunClass;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunWriter;
import gossamer.stun.TransactionId;
import gossamer.stun.TransportAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The state of a TURN client: its requests, and what their answers and time do to it. */
final class Allocation {
  /** Bytes of a request: name, realm, nonce, algorithms, a peer, integrity. */
  private static final int REQUEST = 1_400;

  /** A server that calls every nonce stale is given up. */
  private static final int CHALLENGES = 4;

  /** IANA's number of UDP, in REQUESTED-TRANSPORT. */
  private static final int UDP = 17;

  private static final long SECOND = 1_000_000;

  /** Refreshed so long before its end (RFC 8656, section 3.2: about a minute). */
  private static final long MARGIN = 60 * SECOND;

  private final LongTerm credentials;
  private final long rto;
  private final RandomGenerator random;
  private final Grants permissions = Grants.permissions();
  private final Grants channels = Grants.channels();
  private final TurnCounters counters = new TurnCounters();
  private final List<Request> requests = new ArrayList<>(2);
  private final Queue<TurnOutput> outputs = new ArrayDeque<>(4);
  private TurnState state = TurnState.ALLOCATING;
  private long refreshAt = Long.MAX_VALUE;

  Allocation(LongTerm credentials, long rto, RandomGenerator random) {
    this.credentials = credentials;
    this.rto = rto;
    this.random = random;
  }

  TurnState state() {
    return state;
  }

  TurnCounters counters() {
    return counters;
  }

  Grants permissions() {
    return permissions;
  }

  Grants channels() {
    return channels;
  }

  @Nullable TurnOutput poll() {
    return outputs.poll();
  }

  // --- asking ---

  void begin(long now) {
    ask(new Request.Plan(Request.Kind.ALLOCATE, null, 0), now);
  }

  void release(long now) {
    boolean held = state == TurnState.ALLOCATED;
    if (held) {
      requests.clear();
      outputs.clear();
      refreshAt = Long.MAX_VALUE;
      state = TurnState.RELEASING;
      ask(new Request.Plan(Request.Kind.RELEASE, null, 0), now);
    } else if (state == TurnState.ALLOCATING) {
      stop(TurnState.CLOSED);
    }
  }

  void bind(TransportAddress peer, long now) {
    if (state != TurnState.ALLOCATED) {
      return;
    }
    Grant channel = channels.of(peer, now);
    if (channel == null) {
      counters.overLimit++;
    } else if (channel.over(now)) {
      ask(channel, now);
    }
  }

  void hold(Grant permission, TransportAddress peer, ByteBuffer payload, long now) {
    if (state != TurnState.ALLOCATED || permission.isRefused(now)) {
      counters.dropped++;
      return;
    }
    if (permission.held.size() == Grant.HELD) {
      permission.held.removeFirst();
      counters.dropped++;
    }
    ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload.duplicate()).flip();
    permission.held.add(new Grant.Held(peer, copy));
    if (!permission.asked) {
      ask(permission, now);
    }
  }

  private void ask(Grant grant, long now) {
    grant.asked = true;
    Request.Kind kind = grant.channel == 0 ? Request.Kind.PERMISSION : Request.Kind.CHANNEL;
    ask(new Request.Plan(kind, grant, 0), now);
  }

  private void ask(Request.Plan plan, long now) {
    TransactionId id = TransactionId.next(random);
    ByteBuffer bytes = ByteBuffer.allocate(REQUEST);
    StunWriter writer = new StunWriter(bytes, StunClass.REQUEST, plan.kind().method, id);
    Grant grant = plan.grant();
    switch (plan.kind()) {
      case ALLOCATE -> writer.firstByte(AttributeType.REQUESTED_TRANSPORT, UDP);
      case REFRESH -> writer.uint32(AttributeType.LIFETIME, TurnClient.LIFETIME);
      case RELEASE -> writer.uint32(AttributeType.LIFETIME, 0);
      case PERMISSION -> {}
      case CHANNEL -> {}
    }
    if (grant != null) {
      if (grant.channel != 0) {
        writer.channelNumber(grant.channel);
      }
      writer.xorAddress(AttributeType.XOR_PEER_ADDRESS, grant.peer);
    }
    credentials.sign(writer);
    writer.fingerprint().finish();
    Request request = new Request(plan, id, credentials.challenged(), bytes.flip());
    requests.add(request);
    outputs.add(new TurnOutput.Send(request.send(now, rto)));
  }

  // --- answers ---

  void answered(StunMessage answer, long now) throws StunException {
    Request request = waitingFor(answer);
    if (request == null) {
      counters.unexpected++;
      return;
    }
    int code = code(answer);
    if (code == ErrorCode.UNAUTHENTICATED || code == ErrorCode.STALE_NONCE) {
      challenged(request, code, answer, now);
    } else if (request.signed && !credentials.authentic(answer)) {
      request.forged = true;
      counters.unauthenticated++;
    } else if (LongTerm.bidsDown(answer)) {
      counters.unauthenticated++;
    } else {
      requests.remove(request);
      if (!answer.unknownRequired(AttributeType::understoodByTurn).isEmpty()) {
        ended(request, TurnFailure.of(TurnFailure.Reason.MALFORMED), now);
      } else if (code != 0) {
        ended(request, TurnFailure.ofCode(code), now);
      } else {
        succeeded(request, answer, now);
      }
    }
  }

  private @Nullable Request waitingFor(StunMessage answer) {
    TransactionId id = answer.transactionId();
    for (Request request : requests) {
      if (request.id.equals(id) && request.kind.method == answer.method()) {
        return request;
      }
    }
    return null;
  }

  private static int code(StunMessage answer) throws StunException {
    if (answer.messageClass() == StunClass.SUCCESS) {
      return 0;
    }
    // An error without a code is one that nobody understands (RFC 8489, section 6.3.4).
    return answer.errorCode().map(ErrorCode::code).orElse(ErrorCode.SERVER_ERROR);
  }

  private void challenged(Request request, int code, StunMessage answer, long now)
      throws StunException {
    boolean refused = code == ErrorCode.UNAUTHENTICATED && request.signed;
    boolean hopeless = request.challenges == CHALLENGES;
    Optional<TurnFailure.Reason> wrong =
        refused || hopeless ? Optional.empty() : credentials.challenged(answer);
    requests.remove(request);
    if (refused || hopeless) {
      fail(TurnFailure.ofCode(code));
    } else if (wrong.isPresent()) {
      fail(new TurnFailure(wrong.get(), code));
    } else {
      ask(request.again(), now);
    }
  }

  private void succeeded(Request request, StunMessage answer, long now) throws StunException {
    Grant grant = request.grant;
    switch (request.kind) {
      case ALLOCATE -> allocated(answer, now);
      case REFRESH -> keep(answer, now);
      case RELEASE -> stop(TurnState.CLOSED);
      case PERMISSION, CHANNEL -> {
        if (grant != null) {
          granted(grant, now);
        }
      }
    }
  }

  private void allocated(StunMessage answer, long now) throws StunException {
    Optional<TransportAddress> relayed = address(answer, AttributeType.XOR_RELAYED_ADDRESS);
    Optional<TransportAddress> mapped = address(answer, AttributeType.XOR_MAPPED_ADDRESS);
    if (relayed.isEmpty() || relayed.get().port() == 0 || mapped.isEmpty()) {
      fail(TurnFailure.of(TurnFailure.Reason.MALFORMED));
      return;
    }
    state = TurnState.ALLOCATED;
    if (keep(answer, now)) {
      outputs.add(new TurnOutput.Allocated(relayed.get(), mapped.get()));
    }
  }

  /** A malformed address in an authentic answer is one that is missing. */
  private static Optional<TransportAddress> address(StunMessage answer, int type) {
    try {
      return answer.xorAddress(type);
    } catch (StunException e) {
      return Optional.empty();
    }
  }

  private boolean keep(StunMessage answer, long now) throws StunException {
    boolean readable =
        answer.value(AttributeType.LIFETIME).filter(value -> value.remaining() == 4).isPresent();
    long seconds = readable ? answer.uint32(AttributeType.LIFETIME).orElse(0) : 0;
    if (seconds == 0) {
      fail(TurnFailure.of(TurnFailure.Reason.MALFORMED));
      return false;
    }
    long lifetime = seconds * SECOND;
    refreshAt = now + Math.max(lifetime - MARGIN, lifetime / 2);
    return true;
  }

  private void granted(Grant grant, long now) {
    if (grant.channel != 0) {
      channels.granted(grant, now);
      // RFC 8656, section 12.2: the binding is a permission too.
      Grant permission = permissions.of(grant.peer.withPort(0), now);
      if (permission != null) {
        permissions.extend(permission, now);
      }
      return;
    }
    permissions.granted(grant, now);
    for (Grant.Held held : grant.held) {
      ByteBuffer packet = ByteBuffer.allocate(held.payload().remaining() + 52);
      TurnClient.writeSend(packet, random, held.peer(), held.payload());
      outputs.add(new TurnOutput.Send(packet.flip()));
    }
    grant.held.clear();
  }

  /** The request was refused, or has no answer. */
  private void ended(Request request, TurnFailure failure, long now) {
    boolean all =
        switch (failure.reason()) {
          case MISMATCH, UNAUTHENTICATED -> true;
          default -> request.grant == null;
        };
    Grant grant = request.grant;
    if (request.kind == Request.Kind.RELEASE) {
      stop(TurnState.CLOSED);
    } else if (all || grant == null) {
      fail(failure);
    } else {
      counters.refused++;
      counters.dropped += grant.held.size();
      (grant.channel == 0 ? permissions : channels).refused(grant, now);
    }
  }

  private void fail(TurnFailure failure) {
    boolean releasing = state == TurnState.RELEASING;
    stop(releasing ? TurnState.CLOSED : TurnState.FAILED);
    if (!releasing) {
      outputs.add(new TurnOutput.Failed(failure));
    }
  }

  private void stop(TurnState last) {
    state = last;
    requests.clear();
    refreshAt = Long.MAX_VALUE;
  }

  // --- time ---

  void tick(long now) {
    for (Request request : List.copyOf(requests)) {
      if (request.dueAt() > now || !requests.contains(request)) {
        continue;
      }
      if (request.exhausted()) {
        requests.remove(request);
        ended(
            request,
            TurnFailure.of(
                request.forged ? TurnFailure.Reason.BAD_INTEGRITY : TurnFailure.Reason.TIMEOUT),
            now);
      } else {
        outputs.add(new TurnOutput.Send(request.send(now, rto)));
      }
    }
    if (state != TurnState.ALLOCATED) {
      return;
    }
    if (now >= refreshAt) {
      refreshAt = Long.MAX_VALUE;
      ask(new Request.Plan(Request.Kind.REFRESH, null, 0), now);
    }
    renew(permissions, now);
    renew(channels, now);
  }

  private void renew(Grants grants, long now) {
    for (Grant grant : grants.all()) {
      if (grant.renew(now)) {
        ask(grant, now);
      }
    }
  }

  long deadlineMicros() {
    long at = refreshAt;
    for (Request request : requests) {
      at = Math.min(at, request.dueAt());
    }
    if (state == TurnState.ALLOCATED) {
      at = Math.min(at, Math.min(permissions.deadlineMicros(), channels.deadlineMicros()));
    }
    return at;
  }
}
