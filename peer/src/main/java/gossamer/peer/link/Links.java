package gossamer.peer.link;

import gossamer.peer.host.Input.LinkOpened;
import gossamer.peer.host.Output;
import gossamer.peer.host.Path;
import gossamer.peer.id.Id;
import gossamer.peer.id.Ids;
import gossamer.peer.table.Queue;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.ProtocolException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The link table: opens, admits, watches and closes links. What happens to them is drained with
 * {@link #poll}.
 */
public final class Links {
  /** Transports and Hellos under way at once, for a peer with few links. */
  public static final int HANDSHAKES = 64;

  /** Frames that one link may send per second, on average. */
  public static final int FRAMES_PER_SECOND = 1_000 * Link.FRAMES;

  /** Messages that one neighbour may have passed on per second, on average. */
  public static final int FORWARDS_PER_SECOND = 1_000;

  /** How long the host may take to open a transport: milliseconds. */
  public static final int OPEN_TIMEOUT = 20_000;

  /** How long both Hellos may take on an open transport, or a WebSocket's upgrade: milliseconds. */
  public static final int HELLO_TIMEOUT = 4_000;

  private final Self self;
  private final Handshake handshake;
  private final Table<Integer, Link> links = new Table<>();
  private final Table<Id, Link> ready = new Table<>();
  private final Queue<LinkEvent> events = new Queue<>();
  private final Liveness liveness;
  private final Circuits circuits;
  private int next = 2;
  private long lookAt;

  /** An empty table. */
  public Links(Self self, RecordChecks checks) {
    this.self = self;
    this.handshake = new Handshake(self, checks, this);
    this.liveness = new Liveness(self);
    this.circuits = new Circuits(self, this);
  }

  /** Links by way of a third peer. */
  public Circuits circuits() {
    return circuits;
  }

  /** Dials a master. */
  public Link dial(String address) {
    Link link = open();
    link.greeting().address = address;
    link.path = Path.WEBSOCKET;
    self.outbox().add(new Output.Dial(link.number, address));
    return link;
  }

  /** A link over a data channel to be; whoever calls asks the host for the description. */
  public Link expect(Id peer) {
    Link link = open();
    link.expected = peer;
    return link;
  }

  private Link open() {
    Link link = new Link(next);
    next += 2;
    link.stateAt = self.clock();
    links.put(link.number, link);
    return link;
  }

  /** The transport of a link is open. */
  public void opened(LinkOpened opened) {
    Link link = links.get(opened.link());
    if (link == null && (opened.link() & 1) == 1) {
      link = accept(opened.link());
    }
    if (link == null || link.state != Link.State.OPENING) {
      self.outbox().add(new Output.CloseLink(opened.link()));
      return;
    }
    link.state = Link.State.HELLO;
    link.role = opened.role();
    link.greeting().local = opened.local();
    link.greeting().remote = opened.remote();
    link.path = opened.path();
    link.stateAt = self.clock();
    link.heardAt = self.clock();
    link.greeting().nonce = self.nonces().next(FrameCodec.NONCE);
    handshake.start(link);
  }

  private @Nullable Link accept(int number) {
    int waiting = links.size() - ready.size();
    if (waiting >= Math.max(HANDSHAKES, self.claims().maxLinks() / 4)) {
      self.counters().count(ErrorCode.LIMIT);
      return null;
    }
    Link link = new Link(number);
    links.put(number, link);
    return link;
  }

  /** The own record was signed: Hellos that waited for it leave. */
  public void recordReady() {
    for (Link link : links) {
      if (link.state == Link.State.HELLO) {
        handshake.resume(link);
      }
    }
  }

  /** The transport of a link is gone. */
  public void closed(int number, ErrorCode reason) {
    circuits.closed(number, reason);
    Link link = links.get(number);
    if (link != null) {
      forget(link, link.state == Link.State.HELLO ? link.greeting().failure(reason) : reason);
    }
  }

  /**
   * One frame as bytes. Nonsense closes the link and is counted: the one place where that is
   * caught.
   */
  public void frame(int number, byte[] bytes) {
    Link link = links.get(number);
    if (link == null || link.state == Link.State.OPENING) {
      return;
    }
    link.silent = false;
    if (!link.spend(self.clock())) {
      overdraw(link, bytes);
      return;
    }
    if (!link.ready() && link.greeting().checking) {
      postpone(link, bytes);
      return;
    }
    try {
      handle(link, FrameCodec.decode(bytes, self.sharing()));
    } catch (ProtocolException e) {
      refuse(link, e.code(), FrameCodec.typeOf(bytes));
    }
  }

  /**
   * What a neighbour only passes on is not its fault: that is dropped, anything else ends the link.
   */
  private void overdraw(Link link, byte[] bytes) {
    if (link.ready() && FrameCodec.typeOf(bytes) == FrameCodec.ROUTED) {
      self.counters().count(ErrorCode.LIMIT);
    } else {
      close(link, ErrorCode.LIMIT);
    }
  }

  /** Whether a neighbour may have one more message passed on now; a refusal is counted. */
  public boolean mayForward(Link link) {
    link.forwards = Budget.of(link.forwards, FORWARDS_PER_SECOND, self.now());
    boolean may = link.forwards.spend(FORWARDS_PER_SECOND, self.now());
    if (!may) {
      self.counters().count(ErrorCode.LIMIT);
    }
    return may;
  }

  private void postpone(Link link, byte[] bytes) {
    if (link.greeting().waiting.size() >= Greeting.WAITING) {
      close(link, ErrorCode.LIMIT);
      return;
    }
    link.greeting().waiting.add(bytes);
  }

  /** A type that a newer version knows does no harm to a ready link; anything else ends it. */
  private void refuse(Link link, ErrorCode code, int type) {
    if (code == ErrorCode.UNKNOWN_TYPE && link.ready()) {
      self.counters().count(code);
      send(link, new Frame.Reject(type, code));
      return;
    }
    close(link, code);
  }

  /** Ends a link because of what its peer sent; the code is counted and told to the peer. */
  public void close(Link link, ErrorCode reason) {
    if (link.state == Link.State.CLOSED) {
      return;
    }
    self.counters().count(reason);
    retire(link, reason);
  }

  /** Closes a link in order: the peer is told why. Not counted. */
  public void retire(Link link, ErrorCode reason) {
    if (link.state == Link.State.CLOSED) {
      return;
    }
    if (link.state != Link.State.OPENING) {
      self.outbox().add(new Output.Send(link.number, FrameCodec.encode(new Frame.Bye(reason))));
    }
    self.outbox().add(new Output.CloseLink(link.number));
    forget(link, reason);
  }

  private void forget(Link link, ErrorCode reason) {
    boolean wasReady = link.ready();
    link.state = Link.State.CLOSED;
    links.remove(link.number);
    circuits.lost(link);
    if (!wasReady) {
      events.add(new LinkEvent.Failed(link, link.greeting().address, reason));
      return;
    }
    if (ready.get(link.id()) == link) {
      ready.remove(link.id());
      events.add(new LinkEvent.Down(link, reason));
    }
  }

  private void handle(Link link, Frame frame) throws ProtocolException {
    if (!link.ready() && link.greeting().asked && !(frame instanceof Frame.Bye)) {
      // Whoever says more than Hello has found the own Hello true.
      proved(link);
    }
    if (!link.ready()) {
      handshake.frame(link, frame);
      return;
    }
    switch (frame) {
      case Frame.Ping f -> send(link, new Frame.Pong(Census.swap(ready, link, f.census())));
      case Frame.Pong f -> link.census = f.census();
      case Frame.Bye f -> {
        self.outbox().add(new Output.CloseLink(link.number));
        forget(link, f.reason());
      }
      case Frame.Relay f -> circuits.frame(link, f);
      case Frame.Reject f -> self.counters().count(f.reason());
      case Frame.Neighbours f -> {
        link.changed(f.ids(), self.sharing());
        events.add(new LinkEvent.NeighboursChanged(link));
      }
      case Frame.Hello f -> throw new ProtocolException(ErrorCode.UNEXPECTED, "second Hello");
      case Frame.Challenge f -> throw new ProtocolException(ErrorCode.UNEXPECTED, "late Challenge");
      default -> events.add(new LinkEvent.Received(link, frame));
    }
  }

  /**
   * The Hello of a link was true: it becomes ready unless another link to the same peer is better.
   */
  void proved(Link link) {
    link.rank = Twins.rank(link);
    Link other = ready.get(link.id());
    if (other != null && !Twins.replaces(self, link, other)) {
      retire(link, ErrorCode.DUPLICATE);
      return;
    }
    Queue<byte[]> waiting = link.greeting().waiting;
    link.proved(self);
    ready.put(link.id(), link);
    if (other != null) {
      link.pinned = other.pinned;
      events.add(new LinkEvent.Down(other, ErrorCode.DUPLICATE));
      retire(other, ErrorCode.DUPLICATE);
    }
    events.add(new LinkEvent.Up(link));
    byte[] frame = waiting.poll();
    while (link.ready() && frame != null) {
      frame(link.number, frame);
      frame = waiting.poll();
    }
  }

  /** Sends a frame on a ready link; on others it is dropped. */
  public void send(Link link, Frame frame) {
    if (link.ready()) {
      self.outbox().add(new Output.Send(link.number, FrameCodec.encode(frame)));
    }
  }

  /** The path of a link changed. Returns the link when it is ready. */
  public @Nullable Link path(int number, Path path) {
    Link link = links.get(number);
    if (link == null) {
      return null;
    }
    link.path = path;
    return link.ready() ? link : null;
  }

  /** The ready link to a peer, or null. */
  public @Nullable Link to(Id peer) {
    return ready.get(peer);
  }

  /** The ready link to a peer, or null when there is none or its path seems to have failed. */
  public @Nullable Link live(Id peer) {
    Link link = ready.get(peer);
    return link == null || link.silent ? null : link;
  }

  /** Whether a link has been silent although its peer was asked: perhaps it is dead. */
  public boolean doubted(Link link) {
    return liveness.isDoubted(link);
  }

  /** The link with this number, or null. */
  public @Nullable Link number(int number) {
    return links.get(number);
  }

  /** All ready links, oldest first. */
  public Table<Id, Link> ready() {
    return ready;
  }

  /** The application uses the link to this peer, or no longer does. */
  public void pin(Id peer, boolean pinned) {
    Link link = ready.get(peer);
    if (link != null) {
      link.pinned = pinned;
    }
  }

  /** Tells a neighbour how this peer's neighbours differ from what it was told last. */
  public void tell(Link link, List<Id> ids) {
    List<Id> changed = Ids.difference(link.told, ids);
    link.told = ids;
    for (int i = 0; i < changed.size(); i += Limits.NEIGHBOURS) {
      int end = Math.min(i + Limits.NEIGHBOURS, changed.size());
      send(link, new Frame.Neighbours(Ids.slice(changed, i, end)));
    }
  }

  /** The next event, or null. */
  public @Nullable LinkEvent poll() {
    return events.poll();
  }

  /** Pings, and closes what is silent or late. */
  public void tick() {
    if (self.now() < lookAt) {
      return;
    }
    lookAt = liveness.next();
    circuits.tick();
    for (Link link : links) {
      ErrorCode late = liveness.late(link);
      if (late != null) {
        close(link, late);
      } else if (link.ready() && liveness.asks(link)) {
        send(link, new Frame.Ping(Census.of(ready, link)));
        if (liveness.isSilent(link)) {
          link.silent = true;
          events.add(new LinkEvent.Silent(link));
        }
      }
    }
  }

  /** Takes in a link that needs no Hellos: see {@link Link#vouched}. */
  public void add(Link link) {
    link.heardAt = self.clock();
    link.proved(self);
    links.put(link.number, link);
    ready.put(link.id(), link);
    lookAt = liveness.next();
  }

  /**
   * The peer slept for this many milliseconds: silence meanwhile proves nothing, so every neighbour
   * is asked anew.
   */
  public void woken() {
    for (Link link : ready) {
      liveness.suspect(link);
    }
    lookAt = self.now();
  }

  /** When {@link #tick} is due: there is something to watch as long as there are links. */
  public long deadline() {
    return links.isEmpty() ? Long.MAX_VALUE : lookAt;
  }
}
