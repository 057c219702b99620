package gossamer.peer.link;

import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Path;
import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Sharing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One link: its transport, how far its handshake is, and what its peer told of itself. */
public final class Link {
  /** Frames that one link may send per millisecond, on average. */
  static final int FRAMES = 5;

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

  final int number;
  State state = State.OPENING;
  private @Nullable Greeting greeting = new Greeting();
  LinkRole role = LinkRole.SYMMETRIC;
  Path path = Path.DIRECT;
  @Nullable Id expected;
  @Nullable PeerRecord record;
  boolean pinned;
  boolean silent;

  /** Since when it is in its state, like all times here by the {@link Self#clock}. */
  int stateAt;

  int heardAt;
  int pingedAt;
  int census;
  long call;
  @Nullable Budget forwards;

  /** Frames that may come now beside those that each millisecond brings. */
  int frames = 2 * Links.FRAMES_PER_SECOND;

  List<Id> neighbours = Ids.none();
  List<Id> told = Ids.none();

  /** Decides between twins; known to both sides once their nonces are. */
  byte rank;

  Link(int number) {
    this.number = number;
  }

  /**
   * A link whose two ends one host made, who vouches for both: simulations begin with full tables.
   *
   * @param theirs the neighbours of the peer at the other end
   * @param own this peer's neighbours, as the other end was told
   */
  public static Link vouched(int number, PeerRecord peer, List<Id> theirs, List<Id> own) {
    Link link = new Link(number);
    link.expected = peer.id();
    link.record = peer;
    link.neighbours = theirs;
    link.told = own;
    return link;
  }

  /** Nothing of the handshake is needed any more. */
  void proved(Self self) {
    state = State.READY;
    stateAt = self.clock();
    pingedAt = self.longAgo();
    greeting = null;
  }

  /** Only before it is ready. */
  @SuppressWarnings("NullAway") // whoever asks later fails by it
  Greeting greeting() {
    return greeting;
  }

  /**
   * Takes a frame out of a token bucket for two seconds, which the silence before it has filled.
   */
  boolean spend(int clock) {
    int silence = Math.min(2_000, clock - heardAt);
    heardAt = clock;
    frames = Math.min(2 * Links.FRAMES_PER_SECOND, frames + silence * FRAMES);
    return frames > 0 && frames-- > 0;
  }

  /** The host's number for it. */
  public int number() {
    return number;
  }

  /** The peer at the other end. Only for links that are or were ready. */
  @SuppressWarnings("NullAway") // whoever asks earlier fails by it
  public PeerRecord peer() {
    return record;
  }

  /** The id of the peer at the other end. Only for links that are or were ready. */
  public Id id() {
    return peer().id();
  }

  /** The id of whoever answered, proved or not yet; null before its Hello. */
  public @Nullable Id claimed() {
    PeerRecord r = record;
    return r == null ? null : r.id();
  }

  /** The call by which it was signalled, 0 for none. */
  public long call() {
    return call;
  }

  /** Says by which call it is signalled. */
  public void call(long number) {
    call = number;
  }

  /** How its bytes travel. */
  public Path path() {
    return path;
  }

  /** Links to other peers than masters that its peer has by this path, as it told last. */
  public int reported(Path by) {
    return census >>> Census.BITS * by.ordinal() & Census.MOST;
  }

  /** The neighbours that its peer told last. */
  public List<Id> neighbours() {
    return neighbours;
  }

  /** Its peer told how its neighbours changed. */
  void changed(List<Id> ids, @Nullable Sharing sharing) throws ProtocolException {
    List<Id> now = Ids.difference(neighbours, ids);
    ProtocolException.throwIf(now.size() > Limits.NEIGHBOURS, ErrorCode.LIMIT, "neighbours");
    neighbours = sharing == null ? now : sharing.neighbours(id(), now);
  }

  /** Whether its peer is a master, or says so. */
  public boolean toMaster() {
    PeerRecord r = record;
    return r != null && r.kind() == PeerKind.MASTER;
  }

  /** Whether frames may be sent. */
  public boolean ready() {
    return state == State.READY;
  }

  /** Its peer gave a sign of life by another way: it needs a new path. */
  public void detour(int clock) {
    heardAt = clock;
    silent = true;
  }

  /** Whether its path seems to have failed, so that messages are better routed around it. */
  public boolean silent() {
    return silent;
  }

  /** Whether the application uses it, so that the overlay must not replace it. */
  public boolean pinned() {
    return pinned;
  }

  /** Whether one side dialled the other's address: a link of a master, by WebSocket or direct. */
  public boolean dialled() {
    return role != LinkRole.SYMMETRIC || expected == null;
  }
}
