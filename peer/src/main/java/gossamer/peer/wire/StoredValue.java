package gossamer.peer.wire;

import gossamer.peer.id.Id;
import gossamer.peer.id.Sha256;
import java.util.Arrays;

/** A value in the DHT that proves itself, so that any peer may keep it and hand it on. */
public sealed interface StoredValue {
  /** The key under which it is found. */
  Id key();

  /** The application's bytes, at most {@link Limits#VALUE}. */
  byte[] value();

  /** Milliseconds since 1970. */
  long expiresAt();

  /** The key is the hash of the value: the first 20 bytes of its SHA-256 (BEP 44, immutable). */
  record Immutable(byte[] value, long expiresAt) implements StoredValue {
    @Override
    public Id key() {
      return Id.of(Sha256.of(value));
    }
  }

  /**
   * One of many entries under one key, each signed by its publisher, the newest {@code sequence} of
   * each counting: provider sets, topics. A key that equals {@link #ownKey} belongs to the
   * publisher alone (BEP 44, mutable).
   *
   * @param publisher Ed25519 public key, 32 bytes
   * @param salt tells apart several own keys of one publisher, 0 to 64 bytes
   */
  record Entry(
      Id key,
      byte[] publisher,
      byte[] salt,
      boolean owned,
      long sequence,
      long expiresAt,
      byte[] value,
      byte[] signature)
      implements StoredValue {
    /** Longest salt in bytes. */
    public static final int SALT = 64;

    /** Whether the key is one that the publisher may use in this way. */
    public boolean keyFits() {
      return !owned || key.equals(ownKey(publisher, salt));
    }

    /** The bytes that the publisher signs. */
    public byte[] signedBytes() {
      return writeClaims(new Writer(128).ascii("gossamer entry 1")).toBytes();
    }

    /** The same entry with its signature. */
    public Entry signed(byte[] bytes) {
      return new Entry(key, publisher, salt, owned, sequence, expiresAt, value, bytes);
    }

    private Writer writeClaims(Writer out) {
      out.id(key).bytes(publisher).block(salt).u8(owned ? 1 : 0);
      return out.u48(sequence).u48(expiresAt).block(value);
    }
  }

  /**
   * The key that belongs to a publisher and a salt: the first 20 bytes of SHA-256(public key ‖
   * salt).
   */
  static Id ownKey(byte[] publisher, byte[] salt) {
    return Id.of(Sha256.of(publisher, salt));
  }

  /** Whether two values are the same copy, byte for byte. */
  static boolean same(StoredValue a, StoredValue b) {
    return Arrays.equals(write(new Writer(), a).toBytes(), write(new Writer(), b).toBytes());
  }

  /** Appends the value to {@code out}. */
  static Writer write(Writer out, StoredValue value) {
    return switch (value) {
      case Immutable v -> out.u8(0).u48(v.expiresAt).block(v.value);
      case Entry v -> v.writeClaims(out.u8(1)).bytes(v.signature);
    };
  }

  /** Reads one value; the signature of an entry is not checked here. */
  static StoredValue read(Reader in) throws ProtocolException {
    if (in.choice(2) == 0) {
      long expiresAt = in.u48();
      return new Immutable(in.block(Limits.VALUE), expiresAt);
    }
    Id key = in.id();
    byte[] publisher = in.bytes(PeerRecord.KEY);
    byte[] salt = in.block(Entry.SALT);
    boolean owned = in.choice(2) == 1;
    long sequence = in.u48();
    long expiresAt = in.u48();
    byte[] value = in.block(Limits.VALUE);
    return new Entry(
        key, publisher, salt, owned, sequence, expiresAt, value, in.bytes(PeerRecord.SIGNATURE));
  }
}
