package gossamer.peer.signal;

import gossamer.peer.id.Id;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Requests.Ask;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.Writer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Knocks: a caller that knows only an id sends its own record, and the callee makes the offer. */
final class Knocks {
  private static final int ATTEMPTS = 3;

  private final Self self;
  private final Post post;

  Knocks(Self self, Post post) {
    this.self = self;
    this.post = post;
  }

  private static byte[] message(PeerRecord caller, Id callee, byte[] nonce, long expiresAt) {
    Writer out = new Writer(320).ascii("gossamer knock 1").bytes(caller.encoded()).id(callee);
    return out.bytes(nonce).u48(expiresAt).toBytes();
  }

  /** Knocks at a peer; {@code failed} runs when it cannot be reached or refuses. */
  void knock(Id callee, Consumer<@Nullable ErrorCode> failed) {
    PeerRecord own = self.record();
    if (own == null) {
      failed.accept(ErrorCode.UNREACHABLE);
      return;
    }
    byte[] nonce = self.nonces().next(Letter.NONCE);
    long expiresAt = self.now() + Post.LIFE;
    self.services()
        .sign(
            message(own, callee, nonce, expiresAt),
            signature -> {
              if (signature == null) {
                failed.accept(ErrorCode.LIMIT);
                return;
              }
              Payload.Knock knock = new Payload.Knock(own, nonce, expiresAt, signature);
              Ask ask = Ask.exactly(callee, knock, ATTEMPTS);
              post.overlay().requests().send(ask, reply -> heard(reply, failed));
            });
  }

  private static void heard(Payload reply, Consumer<@Nullable ErrorCode> failed) {
    if (reply instanceof Payload.Failure f) {
      failed.accept(f.reason());
    }
  }

  /**
   * Somebody knocked: {@code welcome} runs with its record when all is true and this peer can
   * offer.
   */
  void knocked(Envelope e, Payload.Knock knock, boolean canOffer, Consumer<PeerRecord> welcome) {
    PeerRecord caller = knock.caller();
    ErrorCode untimely = post.untimely(knock.expiresAt());
    if (!caller.id().equals(e.source())) {
      post.refuse(e, ErrorCode.WRONG_PEER);
    } else if (untimely != null) {
      post.refuse(e, untimely);
    } else if (!canOffer) {
      post.refuse(e, ErrorCode.REFUSED);
    } else {
      byte[] message = message(caller, self.id(), knock.nonce(), knock.expiresAt());
      post.verify(
          caller,
          message,
          knock.signature(),
          failure -> {
            if (failure == null) {
              accept(e, knock, welcome);
            } else {
              post.refuse(e, failure);
            }
          });
    }
  }

  private void accept(Envelope e, Payload.Knock knock, Consumer<PeerRecord> welcome) {
    post.overlay().reply(e, new Payload.Ack(new byte[0]));
    PeerRecord caller = knock.caller();
    if (post.fresh(caller.id(), knock.nonce(), knock.expiresAt())) {
      welcome.accept(caller);
    }
  }
}
