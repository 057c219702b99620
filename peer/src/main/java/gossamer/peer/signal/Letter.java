package gossamer.peer.signal;

import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import gossamer.peer.wire.Sharing;
import gossamer.peer.wire.Writer;
import org.jspecify.annotations.Nullable;

/**
 * What is inside a sealed body: who writes to whom, once (nonce), until when, and what; signed by
 * the writer. Peers in between see only the two ids.
 *
 * @param from the writer's record, so that the answer can be sealed without a lookup
 * @param nonce 16 bytes, never used again
 * @param call the call it belongs to; 0 for messages
 */
record Letter(
    Kind kind, PeerRecord from, Id to, byte[] nonce, long expiresAt, long call, byte[] body) {
  /** What the body is; the order is the number on the wire. */
  enum Kind {
    /** A session description (RFC 8829), to be answered. */
    OFFER,
    /** The answer to an offer. */
    ANSWER,
    /** ICE candidates, each behind a 16-bit length. */
    CANDIDATES,
    /** A message of the application's. */
    MESSAGE,
    /** The call is not taken: one byte, an {@link ErrorCode}. */
    REFUSAL;

    private static final Kind[] ALL = values();
  }

  /** Bytes of a nonce. */
  static final int NONCE = 16;

  private static final int VERSION = 1;
  private static final String DOMAIN = "gossamer letter 1";

  /** Why a call is not taken. */
  ErrorCode refusal() {
    ErrorCode code = body.length == 1 ? ErrorCode.ofNumber(body[0] & 255) : null;
    return code == null ? ErrorCode.REFUSED : code;
  }

  /** The bytes that the writer signs. */
  byte[] signedBytes() {
    return write(new Writer(1024).ascii(DOMAIN)).toBytes();
  }

  /** The letter and its signature, to be sealed. */
  byte[] encode(byte[] signature) {
    return write(new Writer(1024)).bytes(signature).toBytes();
  }

  private Writer write(Writer out) {
    out.u8(VERSION).u8(kind.ordinal()).bytes(from.encoded()).id(to).bytes(nonce);
    return out.u48(expiresAt).i64(call).block(body);
  }

  /** A letter that was opened; its signature is not checked here. */
  record Opened(Letter letter, byte[] signature) {}

  /** Decodes what was inside a sealed body. */
  static Opened decode(byte[] bytes, @Nullable Sharing sharing) throws ProtocolException {
    Reader in = new Reader(bytes, sharing);
    ProtocolException.throwIf(in.u8() != VERSION, ErrorCode.UNKNOWN_VERSION, "letter");
    Kind kind = Kind.ALL[in.choice(Kind.ALL.length)];
    PeerRecord from = PeerRecord.read(in);
    Letter letter =
        new Letter(
            kind, from, in.id(), in.bytes(NONCE), in.u48(), in.i64(), in.block(Limits.ROUTED_BODY));
    Opened opened = new Opened(letter, in.bytes(PeerRecord.SIGNATURE));
    in.end();
    return opened;
  }

  /** What a seal is bound to besides its key: both ids. */
  static byte[] context(Id from, Id to) {
    return new Writer(64).ascii("gossamer seal 1").id(from).id(to).toBytes();
  }
}
