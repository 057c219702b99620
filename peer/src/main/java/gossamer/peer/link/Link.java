package gossamer.peer.link;

import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Path;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One link: its transport, how far its handshake is, and what its peer told of itself. */
public final class Link {
  /** How far a link is. */
  enum State {
    /** The host is opening the transport. */
    OPENING,
    /** The transport is open, the Hellos are under way. */
    HELLO,
    /** Both ids are proved, for this side. */
    READY,
    /** Closed, for whatever reason. */
    CLOSED
  }

  /** Frames that may wait for the check of the Hello before them. */
  static final int WAITING = 64;

  final int number;
  final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  State state = State.OPENING;
  LinkRole role = LinkRole.SYMMETRIC;
  byte[] local = {};
  byte[] remote = {};
  byte[] nonce = {};
  byte[] challenge = {};
  Path path = Path.DIRECT;
  @Nullable String address;
  @Nullable Id expected;
  @Nullable PeerRecord record;
  boolean checking;
  boolean helloSent;
  boolean greeted;
  boolean pinned;
  long startedAt;
  long readyAt;
  long heardAt;
  long pingedAt;
  int pings;
  Budget frames = new Budget(0, 0);
  Budget forwards = new Budget(0, 0);
  ErrorCode reason = ErrorCode.CLOSED;
  List<Id> neighbours = List.of();
  List<Id> told = List.of();

  Link(int number) {
    this.number = number;
  }

  /** The host's number for it. */
  public int number() {
    return number;
  }

  /** The peer at the other end. Only for links that are or were ready. */
  public PeerRecord peer() {
    PeerRecord r = record;
    if (r == null) {
      throw new IllegalStateException("not ready");
    }
    return r;
  }

  /** The id of the peer at the other end. Only for links that are or were ready. */
  public Id id() {
    return peer().id();
  }

  /** The address that was dialled, or null. */
  public @Nullable String address() {
    return address;
  }

  /** The id of whoever answered, proved or not yet; null before its Hello. */
  public @Nullable Id claimed() {
    PeerRecord r = record;
    return r == null ? null : r.id();
  }

  /** How its bytes travel. */
  public Path path() {
    return path;
  }

  /** The neighbours that its peer told last. */
  public List<Id> neighbours() {
    return neighbours;
  }

  /** Whether frames may be sent. */
  public boolean ready() {
    return state == State.READY;
  }

  /** When it became ready, in milliseconds since 1970. */
  public long readyAt() {
    return readyAt;
  }

  /** Whether the application uses it, so that the overlay must not replace it. */
  public boolean pinned() {
    return pinned;
  }

  /** Whether it leads to a master that this peer dialled, or that dialled it. */
  public boolean webSocket() {
    return role != LinkRole.SYMMETRIC;
  }
}
