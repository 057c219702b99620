package gossamer.peer.signal;

import gossamer.peer.id.Id;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Overlay;
import gossamer.peer.overlay.Requests.Ask;
import gossamer.peer.table.Queue;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends and takes in letters: signs, seals and routes them; opens, checks and acknowledges them.
 */
public final class Post {
  /**
   * How long a letter is valid: milliseconds. Two clocks may be apart by {@link Self#CLOCK_SKEW}
   * besides.
   */
  public static final long LIFE = 60_000;

  /**
   * Attempts to bring a letter to its receiver, over different links where there are some, that
   * somebody waits for.
   */
  static final int ATTEMPTS = 3;

  /** What a letter says, to which call it belongs (0 for none), and how often it is tried. */
  record Note(Letter.Kind kind, long call, byte[] body, int attempts) {}

  /** A letter on its way. */
  private record Parcel(
      PeerRecord to, Letter letter, int attempts, Consumer<@Nullable ErrorCode> then) {}

  private final Self self;
  private final RecordChecks checks;
  private final Overlay overlay;
  private final Replays replays = new Replays();
  private final Queue<Letter> arrived = new Queue<>();

  /** Carries letters over this overlay. */
  public Post(Self self, RecordChecks checks, Overlay overlay) {
    this.self = self;
    this.checks = checks;
    this.overlay = overlay;
  }

  Self self() {
    return self;
  }

  Overlay overlay() {
    return overlay;
  }

  /**
   * Sends a letter; {@code then} gets null when the receiver acknowledged it, otherwise why not.
   */
  void send(PeerRecord to, Note note, Consumer<@Nullable ErrorCode> then) {
    PeerRecord from = self.record();
    if (from == null) {
      then.accept(ErrorCode.UNREACHABLE);
      return;
    }
    byte[] nonce = self.nonces().next(Letter.NONCE);
    Letter letter =
        new Letter(note.kind, from, to.id(), nonce, self.now() + LIFE, note.call, note.body);
    Parcel parcel = new Parcel(to, letter, note.attempts, then);
    self.services()
        .sign(
            letter.signedBytes(),
            signature -> {
              if (signature == null) {
                then.accept(ErrorCode.LIMIT);
              } else {
                seal(parcel, signature);
              }
            });
  }

  /** Sends an acknowledged message; {@code then} gets null when it arrived, otherwise why not. */
  public void message(PeerRecord to, byte[] bytes, Consumer<@Nullable ErrorCode> then) {
    send(to, new Note(Letter.Kind.MESSAGE, 0, bytes, ATTEMPTS), then);
  }

  private void seal(Parcel parcel, byte[] signature) {
    Id to = parcel.to.id();
    self.services()
        .seal(
            parcel.to.sealingKey(),
            parcel.letter.encode(signature),
            Letter.context(self.id(), to),
            body -> {
              if (body == null) {
                parcel.then.accept(ErrorCode.BAD_SEAL);
              } else {
                Ask ask = Ask.exactly(to, new Payload.Sealed(body), parcel.attempts);
                overlay.requests().send(ask, reply -> settle(parcel, reply));
              }
            });
  }

  private void settle(Parcel parcel, Payload reply) {
    if (reply instanceof Payload.Ack ack && Arrays.equals(ack.proof(), parcel.letter.nonce())) {
      parcel.then.accept(null);
    } else if (reply instanceof Payload.Failure f) {
      parcel.then.accept(f.reason());
    } else {
      // Somebody in between acknowledged what it cannot have opened.
      self.counters().count(ErrorCode.BAD_SIGNATURE);
      parcel.then.accept(ErrorCode.UNREACHABLE);
    }
  }

  /** A sealed body that was delivered here. */
  void received(Envelope e, Payload.Sealed sealed) {
    self.services()
        .unseal(
            sealed.body(),
            Letter.context(e.source(), self.id()),
            body -> {
              if (body == null) {
                refuse(e, ErrorCode.BAD_SEAL);
              } else {
                open(e, body);
              }
            });
  }

  private void open(Envelope e, byte[] body) {
    Letter.Opened opened;
    try {
      opened = Letter.decode(body, self.sharing());
    } catch (ProtocolException nonsense) {
      refuse(e, nonsense.code());
      return;
    }
    Letter letter = opened.letter();
    if (!letter.from().id().equals(e.source()) || !letter.to().equals(self.id())) {
      refuse(e, ErrorCode.WRONG_PEER);
      return;
    }
    ErrorCode untimely = untimely(letter.expiresAt());
    if (untimely != null) {
      refuse(e, untimely);
      return;
    }
    verify(
        letter.from(),
        letter.signedBytes(),
        opened.signature(),
        failure -> {
          if (failure != null) {
            refuse(e, failure);
          } else {
            accept(e, letter);
          }
        });
  }

  private void accept(Envelope e, Letter letter) {
    // A copy has no second effect, but is acknowledged again: the first acknowledgement may be
    // lost.
    overlay.reply(e, new Payload.Ack(letter.nonce()));
    if (fresh(letter.from().id(), letter.nonce(), letter.expiresAt())) {
      overlay.heardFrom(letter.from(), e);
      arrived.add(letter);
    }
  }

  /** Whether a nonce is new; a replayed one is counted. */
  boolean fresh(Id writer, byte[] nonce, long expiresAt) {
    boolean fresh = replays.fresh(writer, nonce, expiresAt + Self.CLOCK_SKEW, self.now());
    if (!fresh) {
      self.counters().count(ErrorCode.REPLAYED);
    }
    return fresh;
  }

  /** Null when a message with this end of validity is to be taken in now. */
  @Nullable ErrorCode untimely(long expiresAt) {
    long now = self.now();
    boolean fits = expiresAt + Self.CLOCK_SKEW >= now && expiresAt <= now + LIFE + Self.CLOCK_SKEW;
    return fits ? null : ErrorCode.EXPIRED;
  }

  /** Checks a record and a signature of its owner's. */
  void verify(
      PeerRecord from, byte[] message, byte[] signature, Consumer<@Nullable ErrorCode> then) {
    checks.check(
        from,
        failure -> {
          if (failure != null) {
            then.accept(failure);
            return;
          }
          self.services().verify(from.signingKey(), message, signature, then);
        });
  }

  /** Counts why a request is not taken, and tells its source. */
  void refuse(Envelope e, ErrorCode reason) {
    self.counters().count(reason);
    overlay.reply(e, new Payload.Failure(reason));
  }

  /** The next letter that arrived and is true, or null. */
  @Nullable Letter poll() {
    return arrived.poll();
  }
}
