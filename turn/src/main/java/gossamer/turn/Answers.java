package gossamer.turn;

import gossamer.stun.AttributeType;
import gossamer.stun.ErrorCode;
import gossamer.stun.StunClass;
import gossamer.stun.StunMessage;
import gossamer.stun.StunWriter;
import gossamer.turn.Authenticator.Proof;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Writes what a server answers to requests, and sends it. */
final class Answers {
  /** The longest is a success with two addresses and a token, or an error with many types. */
  private static final int LONGEST = 512;

  private final TurnHost host;
  private final Authenticator authenticator;
  private final TurnCounters counters;
  private final SourceRate rate;
  private final ByteBuffer out = ByteBuffer.allocateDirect(LONGEST);

  Answers(TurnHost host, Authenticator authenticator, TurnCounters counters, SourceRate rate) {
    this.host = host;
    this.authenticator = authenticator;
    this.counters = counters;
    this.rate = rate;
  }

  /** One answer to who has proved nothing: over UDP only so many, for the source may be forged. */
  private boolean mayAnswer(FiveTuple to, long now) {
    if (to.transport().streams() || rate.take(to.client(), now)) {
      return true;
    }
    counters.count(TurnRefusal.RATE);
    return false;
  }

  /** A Binding success: how the server sees the client. */
  void binding(StunMessage request, FiveTuple to, long now) {
    if (mayAnswer(to, now)) {
      counters.bindings++;
      StunWriter answer = StunWriter.answer(out.clear(), StunClass.SUCCESS, request);
      answer.xorAddress(AttributeType.XOR_MAPPED_ADDRESS, to.client());
      send(answer, to);
    }
  }

  /** An error to who has proved nothing; without words, to be short. */
  void denied(StunMessage request, FiveTuple to, Proof.Denied denied, long now) {
    counters.count(denied.why());
    if (mayAnswer(to, now)) {
      StunWriter answer = error(request, denied.code());
      if (denied.code() != ErrorCode.BAD_REQUEST) {
        authenticator.challenge(answer, to, now);
      }
      send(answer, to);
    }
  }

  /** Types that are not understood, to who has proved nothing. */
  void unknown(StunMessage request, FiveTuple to, List<Integer> types, long now) {
    counters.count(TurnRefusal.UNKNOWN_ATTRIBUTE);
    if (mayAnswer(to, now)) {
      send(error(request, ErrorCode.UNKNOWN_ATTRIBUTE).unknownAttributes(types), to);
    }
  }

  /** An error to a user. */
  void refused(StunMessage request, FiveTuple to, Proof.Proved proof, Refused refused) {
    counters.count(refused.why());
    StunWriter answer = error(request, refused.code());
    if (!refused.unknown().isEmpty()) {
      answer.unknownAttributes(refused.unknown());
    }
    sign(answer, proof);
    send(answer, to);
  }

  /** A success to a user. */
  void success(
      StunMessage request, FiveTuple to, Proof.Proved proof, Consumer<StunWriter> content) {
    StunWriter answer = StunWriter.answer(out.clear(), StunClass.SUCCESS, request);
    content.accept(answer);
    sign(answer, proof);
    send(answer, to);
  }

  private StunWriter error(StunMessage request, int code) {
    return StunWriter.answer(out.clear(), StunClass.ERROR, request)
        .errorCode(new ErrorCode(code, ""));
  }

  private static void sign(StunWriter answer, Proof.Proved proof) {
    if (proof.sha256()) {
      answer.integritySha256(proof.key());
    } else {
      answer.integrity(proof.key());
    }
  }

  private void send(StunWriter answer, FiveTuple to) {
    answer.fingerprint().finish();
    host.send(to, out.flip());
  }
}
