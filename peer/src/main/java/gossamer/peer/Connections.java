package gossamer.peer;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application's connections: a pipe of messages on top of a link, opened and closed without
 * touching the link. A connection outlives its link by {@link #GRACE}: on the next one both sides
 * say how much they have, and the rest is sent again.
 */
final class Connections {
  /** How long a connection waits for another link: milliseconds. */
  static final long GRACE = 30_000;

  /** Pause between two attempts to get one: milliseconds. */
  private static final long PAUSE = 1_000;

  /** A ticket that waits for a link. */
  private record Waiting(int ticket, Id peer) {}

  private final Self self;
  private final Links links;
  private final Table<Id, Pipe> open = new Table<>();
  private final Table<Integer, Waiting> waiting = new Table<>();
  private long lookAt = Long.MAX_VALUE;

  Connections(Self self, Links links) {
    this.self = self;
    this.links = links;
  }

  /** Opens a connection on a ready link; false when there is none and the ticket waits for one. */
  boolean connect(int ticket, Id peer) {
    Link link = links.to(peer);
    if (link == null) {
      waiting.put(ticket, new Waiting(ticket, peer));
      return false;
    }
    if (!open.contains(peer)) {
      Pipe pipe = pipe(link);
      pipe.link = link.number();
      links.send(link, pipe.greeting());
    }
    self.outbox().emit(new Event.Connected(ticket, link.peer()));
    return true;
  }

  private Pipe pipe(Link link) {
    Pipe pipe = new Pipe(link.peer(), 1 + self.random().below(Integer.MAX_VALUE));
    open.put(link.id(), pipe);
    links.pin(link.id(), true);
    return pipe;
  }

  /** Whether a link to the peer is wanted: there is a connection, or one is waited for. */
  boolean want(Id peer) {
    return open.contains(peer) || waitsFor(peer);
  }

  private boolean waitsFor(Id peer) {
    for (Waiting other : waiting) {
      if (other.peer.equals(peer)) {
        return true;
      }
    }
    return false;
  }

  /** A ticket gives up; the peer for which nobody waits any more, or null. */
  @Nullable Id abandon(int ticket) {
    Waiting given = waiting.remove(ticket);
    return given == null || waitsFor(given.peer) ? null : given.peer;
  }

  void linkUp(Link link) {
    Pipe pipe = open.get(link.id());
    if (pipe != null) {
      pipe.link = 0;
      pipe.lostAt = 0;
      links.pin(link.id(), true);
      links.send(link, pipe.greeting());
    }
    for (Waiting waits : waiting) {
      if (waits.peer.equals(link.id())) {
        waiting.remove(waits.ticket);
        connect(waits.ticket, waits.peer);
      }
    }
  }

  /** No link to the peer could be opened. */
  void failed(Id peer, ErrorCode reason) {
    for (Waiting waits : waiting) {
      if (waits.peer.equals(peer)) {
        waiting.remove(waits.ticket);
        self.outbox().emit(new Event.Failed(waits.ticket, reason, "connect"));
      }
    }
  }

  /** A link is gone: a connection waits for the next one, unless its peer has left. */
  void linkDown(Link link, ErrorCode reason) {
    Pipe pipe = open.get(link.id());
    if (reason == ErrorCode.LEFT) {
      end(link.id(), reason);
    } else if (pipe != null && links.to(link.id()) == null) {
      pipe.link = 0;
      pipe.lostAt = self.now();
      pipe.reason = reason;
      lookAt = self.now();
    }
  }

  private void end(Id peer, ErrorCode reason) {
    if (open.remove(peer) != null) {
      links.pin(peer, false);
      self.outbox().emit(new Event.ConnectionClosed(peer, reason));
    }
  }

  /** A frame of a connection; false when it is another. */
  boolean frame(Link link, Frame frame) {
    switch (frame) {
      case Frame.Open f -> opened(link, f);
      case Frame.Close f -> end(link.id(), ErrorCode.CLOSED);
      case Frame.Data f -> data(link, f);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void opened(Link link, Frame.Open f) {
    Pipe pipe = open.get(link.id());
    if (pipe != null && pipe.theirs != 0 && pipe.theirs != f.mine()) {
      // The other side began anew.
      end(link.id(), ErrorCode.CLOSED);
      pipe = null;
    }
    if (pipe == null) {
      if (f.yours() != 0) {
        links.send(link, new Frame.Close());
        return;
      }
      pipe = pipe(link);
      pipe.theirs = f.mine();
      links.send(link, pipe.greeting());
      self.outbox().emit(new Event.ConnectionOpened(link.peer()));
    }
    pipe.theirs = f.mine();
    pipe.acknowledged(f.received());
    if (pipe.link != link.number()) {
      pipe.link = link.number();
      for (Frame.Data data : pipe.unacknowledged()) {
        links.send(link, data);
      }
    }
  }

  private void data(Link link, Frame.Data data) {
    Pipe pipe = open.get(link.id());
    if (pipe == null) {
      self.counters().count(ErrorCode.UNEXPECTED);
      return;
    }
    if (!pipe.takes(data)) {
      links.close(link, ErrorCode.TOO_LARGE);
      end(link.id(), ErrorCode.TOO_LARGE);
      return;
    }
    if (data.last()) {
      self.outbox().emit(new Event.DataReceived(link.id(), data.text(), pipe.message(data)));
    }
    if (pipe.owesAcknowledgement()) {
      links.send(link, pipe.greeting());
    }
  }

  void send(Command.SendData command) {
    Pipe pipe = open.get(command.peer());
    byte[] bytes = command.bytes();
    ErrorCode failure = pipe == null ? ErrorCode.CLOSED : null;
    if (bytes.length > Limits.MESSAGE) {
      failure = ErrorCode.TOO_LARGE;
    } else if (pipe != null && pipe.isFull()) {
      failure = ErrorCode.LIMIT;
    }
    if (pipe == null || failure != null) {
      self.outbox().conclude(command.ticket(), failure, "send");
      return;
    }
    Link link = links.number(pipe.link);
    int at = 0;
    do {
      int length = Math.min(Limits.FRAGMENT, bytes.length - at);
      byte[] part = Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      Frame.Data data = new Frame.Data(command.text(), at == bytes.length, part);
      pipe.sent(data);
      if (link != null) {
        links.send(link, data);
      }
    } while (at < bytes.length);
    self.outbox().conclude(command.ticket(), null, "send");
  }

  void disconnect(Id peer) {
    Link link = links.to(peer);
    if (link != null && open.contains(peer)) {
      links.send(link, new Frame.Close());
    }
    end(peer, ErrorCode.CLOSED);
  }

  /** Gives up connections without a link; the peers to which one is to be opened now. */
  List<PeerRecord> lost() {
    List<PeerRecord> lost = new ArrayList<>();
    if (self.now() >= lookAt) {
      lookAt = Long.MAX_VALUE;
      for (Pipe pipe : open) {
        if (pipe.lostAt == 0) {
          continue;
        }
        if (self.now() - pipe.lostAt >= GRACE) {
          end(pipe.peer.id(), pipe.reason);
        } else {
          lost.add(pipe.peer);
          lookAt = self.now() + PAUSE;
        }
      }
    }
    return lost;
  }

  /** When {@link #lost} is due. */
  long deadline() {
    return lookAt;
  }
}
