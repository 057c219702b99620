package gossamer.peer.content;

import gossamer.peer.id.Sha256;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import gossamer.peer.wire.Writer;
import java.util.Arrays;

/**
 * What a file is; the SHA-256 of its encoding is the content id. Layout: version 1 (u8), flags (u8,
 * all reserved: what they would mean, encryption for one, a reader must know), size (u48), root (32
 * bytes), name (UTF-8 behind u16), type (ASCII behind u16). Anything more comes with a new version.
 *
 * @param size bytes, 0 to {@link #MAX_SIZE}
 * @param root of the {@link MerkleTree} over the blocks, 32 bytes
 * @param name of the file: 1 to {@link #MAX_NAME} bytes of UTF-8; no path, no control characters
 * @param type MIME type, at most {@link #MAX_TYPE} characters of ASCII; may be empty
 */
public record Manifest(long size, byte[] root, String name, String type) {
  /** Largest file: 1 TiB. */
  public static final long MAX_SIZE = 1L << 40;

  /** Longest name: bytes of UTF-8. */
  public static final int MAX_NAME = 255;

  /** Longest type: characters. */
  public static final int MAX_TYPE = 127;

  private static final int VERSION = 1;

  /** The content id of an encoded manifest: 32 bytes. */
  public static byte[] contentId(byte[] encoded) {
    return Sha256.of(encoded);
  }

  /** The manifest as bytes; {@link #decode} tells whether its fields were in range. */
  public byte[] encode() {
    return new Writer(512)
        .u8(VERSION)
        .u8(0)
        .u48(size)
        .bytes(root)
        .block(Utf8.encode(name))
        .ascii(type)
        .toBytes();
  }

  /**
   * Decodes a manifest.
   *
   * @throws ProtocolException UNKNOWN_VERSION for another version or a flag, MALFORMED or TOO_LARGE
   *     for a field out of its range
   */
  public static Manifest decode(byte[] bytes) throws ProtocolException {
    Reader in = new Reader(bytes);
    ProtocolException.throwIf(
        in.u8() != VERSION || in.u8() != 0, ErrorCode.UNKNOWN_VERSION, "manifest");
    long size = in.u48();
    ProtocolException.throwIf(size > MAX_SIZE, ErrorCode.TOO_LARGE, "content");
    byte[] root = in.bytes(MerkleTree.HASH);
    ProtocolException.throwIf(
        size == 0 && !Arrays.equals(root, new byte[MerkleTree.HASH]),
        ErrorCode.MALFORMED,
        "root of no bytes");
    String name = Utf8.decode(in.block(MAX_NAME));
    ProtocolException.throwIf(!isFileName(name), ErrorCode.MALFORMED, "name");
    String type = in.ascii(MAX_TYPE);
    in.end();
    return new Manifest(size, root, name, type);
  }

  /** Number of blocks: 0 for a file of no bytes. */
  public int blocks() {
    return MerkleTree.blocks(size);
  }

  /** Bytes of a block: 16,384, or what is left for the last. */
  public int length(int block) {
    return (int) Math.min(MerkleTree.BLOCK, size - (long) block * MerkleTree.BLOCK);
  }

  /**
   * Whether a receiver can show the name and save under it: one step of a path, neither "." nor
   * "..", without control characters and without the marks that turn the direction of text (they
   * make "gpj.exe" look like "exe.jpg").
   */
  public static boolean isFileName(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < 0x20
          || c >= 0x7f && c < 0xa0
          || c == '/'
          || c == '\\'
          || c >= 0x202a && c <= 0x202e
          || c >= 0x2066 && c <= 0x2069) {
        return false;
      }
    }
    return true;
  }
}
