package gossamer.webrtc.turn;

import gossamer.stun.ErrorCode;

/**
 * Why a server gives no relayed address, or gives it no longer.
 *
 * @param code of the error answer, 300 to 699; 0 when there was none
 */
public record TurnFailure(Reason reason, int code) {
  /** The kinds of failure. */
  public enum Reason {
    /** The name of the server has no address. */
    UNRESOLVED,
    /** No socket of the own side can reach an address of the server. */
    UNREACHABLE,
    /** No answer, after all resends. */
    TIMEOUT,
    /** 401 or 441: the name or the password is refused; or every nonce is called stale. */
    UNAUTHENTICATED,
    /** All that came was not made with the password (RFC 8489, section 9.2.5). */
    BAD_INTEGRITY,
    /** The nonce promises password algorithms that are not told: someone took them out. */
    BID_DOWN,
    /** None of the password algorithms is known. */
    NO_ALGORITHM,
    /** 300: ask another server. It is not asked. */
    REDIRECTED,
    /** 403: the server does not want to. */
    FORBIDDEN,
    /** 437: there is no such allocation, or there is another one already. */
    MISMATCH,
    /** 420, 440 or 442: it knows no relaying of UDP as it was asked for. */
    UNSUPPORTED,
    /** 486: this user has too many allocations. */
    QUOTA,
    /** 508: the server is full. */
    CAPACITY,
    /** Any other error. */
    SERVER_ERROR,
    /** An answer that lacks what it must have, or has what nobody understands. */
    MALFORMED
  }

  static TurnFailure of(Reason reason) {
    return new TurnFailure(reason, 0);
  }

  static TurnFailure ofCode(int code) {
    Reason reason =
        switch (code) {
          case ErrorCode.TRY_ALTERNATE -> Reason.REDIRECTED;
          case ErrorCode.UNAUTHENTICATED, ErrorCode.STALE_NONCE, ErrorCode.WRONG_CREDENTIALS ->
              Reason.UNAUTHENTICATED;
          case ErrorCode.FORBIDDEN -> Reason.FORBIDDEN;
          case ErrorCode.ALLOCATION_MISMATCH -> Reason.MISMATCH;
          case ErrorCode.UNKNOWN_ATTRIBUTE,
              ErrorCode.ADDRESS_FAMILY_NOT_SUPPORTED,
              ErrorCode.UNSUPPORTED_TRANSPORT_PROTOCOL ->
              Reason.UNSUPPORTED;
          case ErrorCode.ALLOCATION_QUOTA_REACHED -> Reason.QUOTA;
          case ErrorCode.INSUFFICIENT_CAPACITY -> Reason.CAPACITY;
          default -> Reason.SERVER_ERROR;
        };
    return new TurnFailure(reason, code);
  }
}
