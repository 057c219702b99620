package gossamer.peer;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.Self;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application's connections: a pipe of messages on top of a link, opened and closed without
 * touching the link.
 */
final class Connections {
  /** Message that is being put together from its fragments. */
  private static final class Assembly {
    @Nullable Writer parts;
    int length;
  }

  private final Self self;
  private final Links links;
  private final Map<Id, Assembly> open = new LinkedHashMap<>();
  private final Map<Id, List<Integer>> waiting = new LinkedHashMap<>();

  Connections(Self self, Links links) {
    this.self = self;
    this.links = links;
  }

  /** Opens a connection on a ready link; false when there is none and the ticket waits for one. */
  boolean connect(int ticket, Id peer) {
    Link link = links.to(peer);
    if (link == null) {
      waiting.computeIfAbsent(peer, id -> new ArrayList<>()).add(ticket);
      return false;
    }
    establish(link);
    self.outbox().emit(new Event.Connected(ticket, link.peer()));
    return true;
  }

  private void establish(Link link) {
    if (open.putIfAbsent(link.id(), new Assembly()) == null) {
      links.pin(link.id(), true);
      links.send(link, new Frame.Open());
    }
  }

  /** A ticket gives up; the peer for which nobody waits any more, or null. */
  @Nullable Id abandon(int ticket) {
    Id last = null;
    for (Map.Entry<Id, List<Integer>> entry : waiting.entrySet()) {
      List<Integer> tickets = entry.getValue();
      tickets.removeIf(waits -> waits == ticket);
      if (tickets.isEmpty()) {
        last = entry.getKey();
      }
    }
    if (last != null) {
      waiting.remove(last);
    }
    return last;
  }

  void linkUp(Link link) {
    if (open.containsKey(link.id())) {
      links.pin(link.id(), true);
      links.send(link, new Frame.Open());
    }
    List<Integer> tickets = waiting.remove(link.id());
    if (tickets != null) {
      for (int ticket : tickets) {
        connect(ticket, link.id());
      }
    }
  }

  /** No link to the peer could be opened. */
  void failed(Id peer, ErrorCode reason) {
    List<Integer> tickets = waiting.remove(peer);
    if (tickets != null) {
      for (int ticket : tickets) {
        self.outbox().emit(new Event.Failed(ticket, reason, "connect"));
      }
    }
  }

  /**
   * A link is gone; a connection goes on only over a twin that both sides made at the same time.
   */
  void linkDown(Link link, ErrorCode reason) {
    boolean twin = reason == ErrorCode.DUPLICATE && self.now() - link.readyAt() <= 2_000;
    if (!twin) {
      end(link.id(), reason);
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
      case Frame.Open f -> {
        if (open.putIfAbsent(link.id(), new Assembly()) == null) {
          links.pin(link.id(), true);
          self.outbox().emit(new Event.ConnectionOpened(link.peer()));
        }
      }
      case Frame.Close f -> end(link.id(), ErrorCode.CLOSED);
      case Frame.Data f -> data(link, f);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void data(Link link, Frame.Data data) {
    Assembly assembly = open.get(link.id());
    if (assembly == null) {
      self.counters().count(ErrorCode.UNEXPECTED);
      return;
    }
    Writer parts = assembly.parts;
    if (parts == null && data.last()) {
      self.outbox().emit(new Event.DataReceived(link.id(), data.text(), data.bytes()));
      return;
    }
    if (assembly.length + data.bytes().length > Limits.MESSAGE) {
      links.close(link, ErrorCode.TOO_LARGE);
      return;
    }
    if (parts == null) {
      parts = new Writer(2 * Limits.FRAGMENT);
      assembly.parts = parts;
    }
    parts.bytes(data.bytes());
    assembly.length += data.bytes().length;
    if (data.last()) {
      assembly.parts = null;
      assembly.length = 0;
      self.outbox().emit(new Event.DataReceived(link.id(), data.text(), parts.toBytes()));
    }
  }

  void send(Command.SendData command) {
    Link link = links.to(command.peer());
    byte[] bytes = command.bytes();
    if (link == null || !open.containsKey(command.peer())) {
      self.outbox().emit(new Event.Failed(command.ticket(), ErrorCode.CLOSED, "connection"));
      return;
    }
    if (bytes.length > Limits.MESSAGE) {
      self.outbox().emit(new Event.Failed(command.ticket(), ErrorCode.TOO_LARGE, "message"));
      return;
    }
    int at = 0;
    do {
      int length = Math.min(Limits.FRAGMENT, bytes.length - at);
      byte[] part = new byte[length];
      System.arraycopy(bytes, at, part, 0, length);
      at += length;
      links.send(link, new Frame.Data(command.text(), at == bytes.length, part));
    } while (at < bytes.length);
    self.outbox().emit(new Event.Done(command.ticket()));
  }

  void disconnect(Id peer) {
    Link link = links.to(peer);
    if (link != null && open.containsKey(peer)) {
      links.send(link, new Frame.Close());
    }
    end(peer, ErrorCode.CLOSED);
  }
}
