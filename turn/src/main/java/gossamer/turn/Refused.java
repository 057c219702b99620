package gossamer.turn;

import gossamer.stun.ErrorCode;
import java.util.List;

/** A request that is answered with an error. It has no stack trace: it is an ordinary event. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final int code;
  private final TurnRefusal why;
  private final transient List<Integer> unknown;

  Refused(int code, TurnRefusal why) {
    super(why.name(), null, false, false);
    this.code = code;
    this.why = why;
    this.unknown = List.of();
  }

  /** Because of types that are not understood. */
  Refused(List<Integer> unknown) {
    super("unknown attributes", null, false, false);
    this.code = ErrorCode.UNKNOWN_ATTRIBUTE;
    this.why = TurnRefusal.UNKNOWN_ATTRIBUTE;
    this.unknown = unknown;
  }

  /** The types that are not understood. */
  List<Integer> unknown() {
    return unknown;
  }

  int code() {
    return code;
  }

  TurnRefusal why() {
    return why;
  }
}
