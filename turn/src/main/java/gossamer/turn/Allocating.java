package gossamer.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.StunException;
import gossamer.stun.StunMessage;
import gossamer.stun.StunWriter;
import gossamer.turn.Authenticator.Proof;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Carries out Allocate (RFC 8656, section 7.2). */
final class Allocating {
  private static final long SECOND = TurnServer.SECOND;
  private static final int UDP = 17;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final int RESERVE_NEXT = 0x80;

  private final TurnConfig config;
  private final Allocations allocations;
  private final TurnHost host;
  private final TurnCounters counters;

  Allocating(TurnConfig config, Allocations allocations, TurnHost host, TurnCounters counters) {
    this.config = config;
    this.allocations = allocations;
    this.host = host;
    this.counters = counters;
  }

  /** What is asked for, checked; nothing is taken yet. */
  private record Wish(
      boolean ipv4, boolean ipv6, boolean even, boolean reserveNext, OptionalLong token) {

    static Wish of(StunMessage request) throws StunException, Refused {
      OptionalInt family = request.firstByte(AttributeType.REQUESTED_ADDRESS_FAMILY, 4);
      OptionalInt additional = request.firstByte(AttributeType.ADDITIONAL_ADDRESS_FAMILY, 4);
      OptionalInt evenPort = request.firstByte(AttributeType.EVEN_PORT, 1);
      OptionalLong token = request.uint64(AttributeType.RESERVATION_TOKEN);
      boolean reserveNext = evenPort.isPresent() && (evenPort.getAsInt() & RESERVE_NEXT) != 0;
      boolean contradicts =
          token.isPresent()
                  && (evenPort.isPresent() || family.isPresent() || additional.isPresent())
              || additional.isPresent()
                  && (family.isPresent() || additional.getAsInt() != IPV6 || reserveNext);
      if (contradicts) {
        throw Requests.bad();
      }
      int wanted = family.orElse(IPV4);
      if (wanted != IPV4 && wanted != IPV6) {
        throw new Refused(ErrorCode.ADDRESS_FAMILY_NOT_SUPPORTED, TurnRefusal.FAMILY);
      }
      return new Wish(
          wanted == IPV4,
          wanted == IPV6 || additional.isPresent(),
          evenPort.isPresent(),
          reserveNext,
          token);
    }
  }

  /** A new allocation, or the known one when the request is that of its making again. */
  Allocation allocate(StunMessage request, FiveTuple from, Proof.Proved proof, long now)
      throws StunException, Refused {
    Allocation known = allocations.find(from);
    if (known != null) {
      if (known.transaction.equals(request.transactionId())
          && known.user.name.equals(proof.user())) {
        return known;
      }
      throw new Refused(ErrorCode.ALLOCATION_MISMATCH, TurnRefusal.MISMATCH);
    }
    OptionalInt transport = request.firstByte(AttributeType.REQUESTED_TRANSPORT, 4);
    if (transport.isEmpty()) {
      throw Requests.bad();
    }
    if (transport.getAsInt() != UDP) {
      throw new Refused(ErrorCode.UNSUPPORTED_TRANSPORT_PROTOCOL, TurnRefusal.TRANSPORT);
    }
    if (request.has(AttributeType.DONT_FRAGMENT) && !host.setsDontFragment()) {
      throw new Refused(List.of(AttributeType.DONT_FRAGMENT));
    }
    OptionalLong lifetime = request.uint32(AttributeType.LIFETIME);
    Wish wish = Wish.of(request);
    User user = allocations.admit(proof.user(), from, now);
    Allocation made = new Allocation(from, request.transactionId(), user);
    open(made, wish, now);
    made.until = now + Requests.lifetime(lifetime, config.limits()) * SECOND;
    allocations.add(made);
    counters.allocated++;
    return made;
  }

  private void open(Allocation made, Wish wish, long now) throws Refused {
    if (wish.token().isPresent()) {
      Relayed kept = allocations.claim(made, wish.token().getAsLong());
      put(made, kept);
      if (kept == null) {
        throw noRoom();
      }
      return;
    }
    RelayHost four = allocations.hostFor(made.tuple.server(), true);
    RelayHost six = allocations.hostFor(made.tuple.server(), false);
    RelayHost first = wish.ipv4() ? four : six;
    if (first == null) {
      throw new Refused(ErrorCode.ADDRESS_FAMILY_NOT_SUPPORTED, TurnRefusal.FAMILY);
    }
    if (wish.reserveNext() && !allocations.mayReserve(made.user)) {
      throw new Refused(ErrorCode.ALLOCATION_QUOTA_REACHED, TurnRefusal.USER_QUOTA);
    }
    Relayed opened = allocations.open(made, first, wish.even(), wish.reserveNext());
    if (opened == null) {
      throw noRoom();
    }
    put(made, opened);
    if (wish.ipv4() && wish.ipv6() && six != null) {
      put(made, allocations.open(made, six, wish.even(), false));
    }
    made.wantsBoth = wish.ipv4() && wish.ipv6();
    made.lacksFamily = six == null;
    if (wish.reserveNext()) {
      made.token = allocations.reserveNext(opened, made.user, now);
    }
  }

  private static void put(Allocation made, @Nullable Relayed opened) {
    if (opened != null && opened.told().ipv4()) {
      made.ipv4 = opened;
    } else if (opened != null) {
      made.ipv6 = opened;
    }
  }

  private static Refused noRoom() {
    return new Refused(ErrorCode.INSUFFICIENT_CAPACITY, TurnRefusal.CAPACITY);
  }

  /** The content of a success (RFC 8656, section 7.2). */
  void tell(Allocation made, StunWriter answer, long now) {
    Relayed four = made.ipv4;
    Relayed six = made.ipv6;
    if (four != null) {
      answer.xorAddress(AttributeType.XOR_RELAYED_ADDRESS, four.told());
    }
    if (six != null) {
      answer.xorAddress(AttributeType.XOR_RELAYED_ADDRESS, six.told());
    } else if (made.wantsBoth) {
      int code =
          made.lacksFamily
              ? ErrorCode.ADDRESS_FAMILY_NOT_SUPPORTED
              : ErrorCode.INSUFFICIENT_CAPACITY;
      answer.addressErrorCode(IPV6, new ErrorCode(code, ""));
    }
    answer.xorAddress(AttributeType.XOR_MAPPED_ADDRESS, made.tuple.client());
    answer.uint32(AttributeType.LIFETIME, (made.until - now) / SECOND);
    if (made.token != 0) {
      answer.uint64(AttributeType.RESERVATION_TOKEN, made.token);
    }
  }
}
