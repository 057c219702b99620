package gossamer.peer.link;

import gossamer.peer.host.Counters;
import gossamer.peer.host.Event;
import gossamer.peer.host.Outbox;
import gossamer.peer.host.Services;
import gossamer.peer.id.Id;
import gossamer.peer.id.Nonces;
import gossamer.peer.id.SeededRandom;
import gossamer.peer.id.Sha256;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.PeerRecord.Claims;
import gossamer.peer.wire.Sharing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a peer knows of itself and all its parts share: identity, time, chance, the outbox and the
 * host's services.
 */
public final class Self {
  /** How long a record is valid: a day, in milliseconds. It is renewed after half of it. */
  public static final long RECORD_LIFE = 24L * 3600 * 1000;

  /** How far two clocks may be apart: ten minutes, in milliseconds. */
  public static final long CLOCK_SKEW = 10L * 60 * 1000;

  private final Claims template;
  private final Id id;
  private final byte[] network;
  private final Outbox outbox = new Outbox();
  private final Services services = new Services(outbox);
  private final Counters counters = new Counters();
  private final Nonces nonces;
  private final SeededRandom random;
  private @Nullable PeerRecord record;
  private @Nullable Sharing sharing;
  private long renewAt;
  private long now;
  private int pace = 1;

  /**
   * A peer's own state at the start.
   *
   * @param template the claims of its record; the times are filled in at each renewal
   * @param network the network's name
   */
  public Self(Claims template, String network, byte[] secret, long seed) {
    this.template = template;
    this.id = Id.ofKey(template.signingKey());
    this.network = networkDigest(network);
    this.nonces = new Nonces(secret);
    this.random = new SeededRandom(seed);
  }

  private static byte[] networkDigest(String name) {
    byte[] ascii = new byte[name.length()];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) name.charAt(i);
    }
    return Arrays.copyOf(Sha256.of(ascii), FrameCodec.NETWORK);
  }

  /** What this peer knows is shared with others of its host. */
  public void share(Sharing with) {
    sharing = with;
  }

  /** Where what is known is shared; null where it is not. */
  public @Nullable Sharing sharing() {
    return sharing;
  }

  /** Has this peer look after its links and contacts so many times less often. */
  public void pace(int times) {
    pace = times;
  }

  /** So many milliseconds, at this peer's pace. */
  public int paced(int millis) {
    return millis * pace;
  }

  /** Sets the time; never backwards. */
  public void advance(long nowMillis) {
    now = Math.max(now, nowMillis);
  }

  /** Has the record signed anew when it is due; {@code then} runs at each new record. */
  public void renew(Runnable then) {
    if (now < renewAt) {
      return;
    }
    renewAt = now + RECORD_LIFE / 2;
    Claims claims =
        new Claims(
            template.kind(),
            template.signingKey(),
            template.sealingKey(),
            now,
            now + RECORD_LIFE,
            template.maxLinks(),
            template.location(),
            template.addresses());
    services.sign(
        PeerRecord.signedBytes(claims),
        signature -> {
          if (signature == null) {
            renewAt = now + 1000;
            return;
          }
          PeerRecord signed = PeerRecord.of(claims, signature);
          record = signed;
          outbox.emit(new Event.RecordRenewed(signed));
          then.run();
        });
  }

  /** When {@link #renew} is due next, in milliseconds since 1970. */
  public long renewAt() {
    return renewAt;
  }

  /** The time of the present input, in milliseconds since 1970. */
  public long now() {
    return now;
  }

  /**
   * The last 32 bits of the time: what there are many of keeps when something happened in half the
   * space. It is compared by {@link #passed} alone.
   */
  public int clock() {
    return (int) now;
  }

  /** What {@link #clock} was so long ago that everything that waits has {@link #passed}. */
  public int longAgo() {
    return clock() + Integer.MIN_VALUE;
  }

  /**
   * Whether so many milliseconds have passed since the clock showed {@code then}: wrong for what is
   * older than 49 days, and for that no longer than {@code millis}.
   */
  public boolean passed(int then, int millis) {
    int age = clock() - then;
    return age < 0 || age >= millis;
  }

  /** This peer's id. */
  public Id id() {
    return id;
  }

  /** What this peer states of itself; the times do not count. */
  public Claims claims() {
    return template;
  }

  /** The signed record, or null before the host has signed it. */
  public @Nullable PeerRecord record() {
    return record;
  }

  /** The digest of the network's name, 8 bytes. */
  public byte[] network() {
    return network;
  }

  /** Where outputs go. */
  public Outbox outbox() {
    return outbox;
  }

  /** The host's cryptography. */
  public Services services() {
    return services;
  }

  /** What was refused or lost, by code. */
  public Counters counters() {
    return counters;
  }

  /** Unpredictable values. */
  public Nonces nonces() {
    return nonces;
  }

  /** Chance that need not be secret. */
  public SeededRandom random() {
    return random;
  }
}
