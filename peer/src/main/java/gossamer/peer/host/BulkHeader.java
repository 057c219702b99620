package gossamer.peer.host;

import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import gossamer.peer.wire.Writer;

/**
 * What stands before a block on the bulk channel.
 *
 * @param tag chosen by the receiver in its request
 * @param index of the block in the content
 */
public record BulkHeader(int tag, int index) {
  /** Length of the header. */
  public static final int BYTES = 10;

  private static final int VERSION = 1;
  private static final int BLOCK = 1;

  /** The header as 10 bytes. */
  public byte[] encode() {
    return new Writer(BYTES).u8(VERSION).u8(BLOCK).u31(tag).u31(index).toBytes();
  }

  /** Decodes 10 bytes. */
  public static BulkHeader decode(byte[] bytes) throws ProtocolException {
    Reader in = new Reader(bytes);
    ProtocolException.throwIf(in.u8() != VERSION, ErrorCode.UNKNOWN_VERSION, "bulk");
    ProtocolException.throwIf(in.u8() != BLOCK, ErrorCode.UNKNOWN_TYPE, "bulk");
    BulkHeader header = new BulkHeader(in.u31(), in.u31());
    in.end();
    return header;
  }
}
