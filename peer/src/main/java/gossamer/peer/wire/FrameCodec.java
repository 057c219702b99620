package gossamer.peer.wire;

import gossamer.peer.wire.Frame.BlocksCancel;
import gossamer.peer.wire.Frame.BlocksRequest;
import gossamer.peer.wire.Frame.Bye;
import gossamer.peer.wire.Frame.Challenge;
import gossamer.peer.wire.Frame.Close;
import gossamer.peer.wire.Frame.ContentError;
import gossamer.peer.wire.Frame.Data;
import gossamer.peer.wire.Frame.HashesReply;
import gossamer.peer.wire.Frame.HashesRequest;
import gossamer.peer.wire.Frame.Hello;
import gossamer.peer.wire.Frame.ManifestReply;
import gossamer.peer.wire.Frame.ManifestRequest;
import gossamer.peer.wire.Frame.Neighbours;
import gossamer.peer.wire.Frame.Open;
import gossamer.peer.wire.Frame.Ping;
import gossamer.peer.wire.Frame.Pong;
import gossamer.peer.wire.Frame.Reject;
import gossamer.peer.wire.Frame.Relay;
import gossamer.peer.wire.Frame.Routed;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a {@link Frame}: version, type, body. A frame has one encoding only; trailing bytes
 * are refused. The byte vectors in the conformance tests fix the format for every platform.
 */
public final class FrameCodec {
  /** The version in the first byte of every frame. */
  public static final int VERSION = 1;

  /** Bytes of a network's name digest in a Hello. */
  public static final int NETWORK = 8;

  /** Bytes of a content id. */
  public static final int CONTENT = 32;

  /** Bytes of a nonce. */
  public static final int NONCE = 32;

  /** The type of a {@link Frame.Routed}. */
  public static final int ROUTED = 7;

  private FrameCodec() {}

  /** The frame as bytes. */
  public static byte[] encode(Frame frame) {
    return write(frame).toBytes();
  }

  private static Writer write(Frame frame) {
    return switch (frame) {
      case Challenge f -> start(1).bytes(f.nonce());
      case Hello f ->
          start(2)
              .bytes(f.network())
              .bytes(f.nonce())
              .bytes(f.signature())
              .bytes(f.record().encoded());
      case Ping f -> start(3).u31(f.census());
      case Pong f -> start(4).u31(f.census());
      case Bye f -> start(5).u8(f.reason().number());
      case Neighbours f -> start(6).ids(f.ids());
      case Routed f -> EnvelopeCodec.write(start(ROUTED), f.envelope());
      case Open f -> start(8).u31(f.mine()).u31(f.yours()).u31(f.received());
      case Close f -> start(9);
      case Data f -> start(10).u8((f.text() ? 1 : 0) | (f.last() ? 2 : 0)).bytes(f.bytes());
      case Reject f -> start(11).u8(f.type()).u8(f.reason().number());
      case Relay f -> start(12).u8(f.passed() ? 1 : 0).u8(f.word()).id(f.peer()).block(f.bytes());
      case ManifestRequest f -> start(16).bytes(f.content());
      case ManifestReply f -> start(17).bytes(f.content()).block(f.manifest());
      case HashesRequest f -> start(18).bytes(f.content()).u31(f.span());
      case HashesReply f ->
          start(19).bytes(f.content()).u31(f.span()).block(f.leaves()).block(f.proof());
      case BlocksRequest f ->
          start(20).bytes(f.content()).u31(f.tag()).u31(f.first()).u16(f.count());
      case BlocksCancel f -> start(21).u31(f.tag());
      case ContentError f -> start(22).bytes(f.content()).u8(f.reason().number());
    };
  }

  private static Writer start(int type) {
    return new Writer().u8(VERSION).u8(type);
  }

  /**
   * Decodes one frame.
   *
   * @throws ProtocolException TOO_LARGE, UNKNOWN_VERSION, UNKNOWN_TYPE or MALFORMED
   */
  public static Frame decode(byte[] bytes) throws ProtocolException {
    return decode(bytes, null);
  }

  /** Decodes one frame; its records are shared ones. */
  public static Frame decode(byte[] bytes, @Nullable Sharing sharing) throws ProtocolException {
    ProtocolException.throwIf(bytes.length > Limits.FRAME, ErrorCode.TOO_LARGE, "frame");
    Reader in = new Reader(bytes, sharing);
    ProtocolException.throwIf(in.u8() != VERSION, ErrorCode.UNKNOWN_VERSION, "frame");
    int type = in.u8();
    Frame frame = type < 16 ? link(type, in) : content(type, in);
    in.end();
    return frame;
  }

  /**
   * The type of an encoded frame, for an answer to one that could not be decoded; 0 when there is
   * none.
   */
  public static int typeOf(byte[] bytes) {
    return bytes.length < 2 ? 0 : bytes[1] & 255;
  }

  private static Frame link(int type, Reader in) throws ProtocolException {
    return switch (type) {
      case 1 -> new Challenge(in.bytes(NONCE));
      case 2 -> hello(in);
      case 3 -> new Ping(in.u31());
      case 4 -> new Pong(in.u31());
      case 5 -> new Bye(code(in));
      case 6 -> new Neighbours(in.ids(Limits.NEIGHBOURS));
      case ROUTED -> new Routed(EnvelopeCodec.read(in));
      case 8 -> new Open(in.u31(), in.u31(), in.u31());
      case 9 -> new Close();
      case 10 -> data(in);
      case 11 -> new Reject(in.u8(), code(in));
      case 12 -> new Relay(in.choice(2) == 1, in.u8(), in.id(), in.block(Limits.FRAME));
      default -> throw new ProtocolException(ErrorCode.UNKNOWN_TYPE, "frame");
    };
  }

  private static Frame content(int type, Reader in) throws ProtocolException {
    return switch (type) {
      case 16 -> new ManifestRequest(in.bytes(CONTENT));
      case 17 -> new ManifestReply(in.bytes(CONTENT), in.block(Limits.MANIFEST));
      case 18 -> new HashesRequest(in.bytes(CONTENT), in.u31());
      case 19 ->
          new HashesReply(
              in.bytes(CONTENT), in.u31(), in.block(Limits.FRAME), in.block(Limits.FRAME));
      case 20 -> blocks(in);
      case 21 -> new BlocksCancel(in.u31());
      case 22 -> new ContentError(in.bytes(CONTENT), code(in));
      default -> throw new ProtocolException(ErrorCode.UNKNOWN_TYPE, "frame");
    };
  }

  private static Frame hello(Reader in) throws ProtocolException {
    byte[] network = in.bytes(NETWORK);
    byte[] nonce = in.bytes(NONCE);
    byte[] signature = in.bytes(PeerRecord.SIGNATURE);
    return new Hello(network, PeerRecord.read(in), nonce, signature);
  }

  private static Frame data(Reader in) throws ProtocolException {
    int flags = in.choice(4);
    return new Data((flags & 1) != 0, (flags & 2) != 0, in.rest(Limits.FRAGMENT));
  }

  private static Frame blocks(Reader in) throws ProtocolException {
    byte[] content = in.bytes(CONTENT);
    int tag = in.u31();
    int first = in.u31();
    int count = in.u16();
    ProtocolException.throwIf(count == 0 || count > Limits.BLOCKS, ErrorCode.TOO_LARGE, "blocks");
    return new BlocksRequest(content, tag, first, count);
  }

  static ErrorCode code(Reader in) throws ProtocolException {
    ErrorCode code = ErrorCode.ofNumber(in.u8());
    if (code == null) {
      throw new ProtocolException(ErrorCode.MALFORMED, "unknown code");
    }
    return code;
  }
}
