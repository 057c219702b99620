package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a peer says of itself, signed with its Ed25519 key (RFC 8032): its keys, its kind and where
 * it can be dialled. The id is not written down, it follows from the key. Links, QR codes and
 * FIND_NODE answers carry records.
 *
 * <p>A record that was decoded is not yet to be believed: {@link #signature()} over {@link
 * #signedBytes()} must be verified.
 */
public final class PeerRecord {
  /** Bytes of an Ed25519 or X25519 public key. */
  public static final int KEY = 32;

  /** Bytes of an Ed25519 signature. */
  public static final int SIGNATURE = 64;

  /** The only version so far. */
  public static final int VERSION = 1;

  /** What the owner of the record states, before it is signed. */
  public record Claims(
      PeerKind kind,
      byte[] signingKey,
      byte[] sealingKey,
      long issuedAt,
      long expiresAt,
      int maxLinks,
      @Nullable Location location,
      List<String> addresses) {}

  /**
   * Where a peer says it is, in hundredths of a degree: latitude −9,000 to 9,000, longitude −18,000
   * to 18,000.
   */
  public record Location(int latitude, int longitude) {}

  private final Claims claims;
  private final byte[] encoded;
  private @Nullable Id id;

  private PeerRecord(Claims claims, byte[] encoded) {
    this.claims = claims;
    this.encoded = encoded;
  }

  /** The bytes that the owner signs. */
  public static byte[] signedBytes(Claims claims) {
    Writer out = new Writer(192).u8(VERSION).u8(claims.kind.ordinal());
    out.bytes(claims.signingKey).bytes(claims.sealingKey);
    out.u48(claims.issuedAt).u48(claims.expiresAt).u16(claims.maxLinks);
    Location location = claims.location;
    out.u8(location == null ? 0 : 1);
    if (location != null) {
      out.u16(location.latitude + 9_000).u16(location.longitude + 18_000);
    }
    out.u8(claims.addresses.size());
    for (String address : claims.addresses) {
      out.ascii(address);
    }
    return out.toBytes();
  }

  /** The record of these claims with their signature. */
  public static PeerRecord of(Claims claims, byte[] signature) {
    return new PeerRecord(
        claims, new Writer(256).bytes(signedBytes(claims)).bytes(signature).toBytes());
  }

  /** Decodes a record that takes all of {@code bytes}. */
  public static PeerRecord decode(byte[] bytes) throws ProtocolException {
    Reader in = new Reader(bytes);
    PeerRecord record = read(in);
    in.end();
    return record;
  }

  /** Reads one record; its signature is not checked here. */
  public static PeerRecord read(Reader in) throws ProtocolException {
    int start = in.position();
    ProtocolException.throwIf(in.u8() != VERSION, ErrorCode.UNKNOWN_VERSION, "record");
    PeerKind kind = PeerKind.read(in);
    byte[] signingKey = in.bytes(KEY);
    byte[] sealingKey = in.bytes(KEY);
    long issuedAt = in.u48();
    long expiresAt = in.u48();
    int maxLinks = in.u16();
    Location location = in.choice(2) == 0 ? null : readLocation(in);
    int count = in.count(Limits.ADDRESSES);
    List<String> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      addresses.add(in.ascii(Limits.ADDRESS));
    }
    ProtocolException.throwIf(
        expiresAt <= issuedAt, ErrorCode.MALFORMED, "expires before it was issued");
    in.bytes(SIGNATURE);
    Claims claims =
        new Claims(
            kind, signingKey, sealingKey, issuedAt, expiresAt, maxLinks, location, addresses);
    return in.shared(new PeerRecord(claims, in.since(start)));
  }

  private static Location readLocation(Reader in) throws ProtocolException {
    int latitude = in.u16() - 9_000;
    int longitude = in.u16() - 18_000;
    ProtocolException.throwIf(latitude > 9_000 || longitude > 18_000, ErrorCode.MALFORMED, "place");
    return new Location(latitude, longitude);
  }

  /**
   * The peer's id: the first 20 bytes of SHA-256 of its signing key. Whoever only passes a record
   * on does not pay for it.
   */
  public Id id() {
    Id known = id;
    if (known == null) {
      known = Id.ofKey(claims.signingKey);
      id = known;
    }
    return known;
  }

  /** Browser, master or headless peer. */
  public PeerKind kind() {
    return claims.kind;
  }

  /** The Ed25519 public key, 32 bytes. */
  public byte[] signingKey() {
    return claims.signingKey;
  }

  /** The X25519 public key to which bodies are sealed, 32 bytes. */
  public byte[] sealingKey() {
    return claims.sealingKey;
  }

  /** Milliseconds since 1970. */
  public long issuedAt() {
    return claims.issuedAt;
  }

  /** Milliseconds since 1970. */
  public long expiresAt() {
    return claims.expiresAt;
  }

  /** How many links the peer keeps at most. */
  public int maxLinks() {
    return claims.maxLinks;
  }

  /** Where the peer says it is, or null when it does not say. */
  public @Nullable Location location() {
    return claims.location;
  }

  /** URLs at which a master answers WebSockets, best first; empty for browsers. */
  public List<String> addresses() {
    return claims.addresses;
  }

  /** The part of the encoding that is signed. */
  public byte[] signedBytes() {
    return Arrays.copyOf(encoded, encoded.length - SIGNATURE);
  }

  /** The Ed25519 signature, 64 bytes. */
  public byte[] signature() {
    return Arrays.copyOfRange(encoded, encoded.length - SIGNATURE, encoded.length);
  }

  /** The whole record, signature included; the array is shared and must not be changed. */
  public byte[] encoded() {
    return encoded;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PeerRecord r && Arrays.equals(encoded, r.encoded);
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }
}
