package gossamer.peer.link;

import gossamer.peer.table.Queue;
import gossamer.peer.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What a link needs only until both Hellos are done. */
final class Greeting {
  /** Frames that may wait for the check of the Hello before them. */
  static final int WAITING = 64;

  /** The address that was dialled, or null. */
  @Nullable String address;

  final Queue<byte[]> waiting = new Queue<>();
  byte[] local = {};
  byte[] remote = {};
  byte[] nonce = {};
  byte[] challenge = {};
  boolean checking;
  boolean helloSent;
  boolean greeted;
  boolean asked;
  ErrorCode reason = ErrorCode.CLOSED;

  /** Why it failed, when the transport ended for this reason. */
  ErrorCode failure(ErrorCode ended) {
    return reason == ErrorCode.CLOSED ? ended : reason;
  }
}
