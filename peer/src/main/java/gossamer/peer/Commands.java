package gossamer.peer;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.overlay.Lookups;
import gossamer.peer.overlay.Requests.Ask;
import gossamer.peer.wire.Envelope.Mode;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries out what the application asks. */
final class Commands {
  private final Parts parts;
  private final Tickets tickets = new Tickets();
  private boolean left;

  Commands(Parts parts) {
    this.parts = parts;
  }

  /** Whether an event may go out to the application. */
  boolean admits(Event event) {
    return tickets.admits(event);
  }

  void handle(Command command) {
    if (!tickets.open(command) || left) {
      refuse(command, left ? ErrorCode.LEFT : ErrorCode.LIMIT);
      return;
    }
    switch (command) {
      case Command.Join c -> parts.masters.join(c.addresses());
      case Command.Detach c -> parts.masters.detach();
      case Command.Leave c -> leave();
      case Command.Cancel c -> cancel(c);
      case Command.Connect c -> connect(c);
      case Command.Disconnect c -> parts.connections.disconnect(c.peer());
      case Command.SendData c -> parts.connections.send(c);
      case Command.SendMessage c -> message(c);
      case Command.Lookup c -> lookup(c);
      case Command.Put c -> parts.records.put(c);
      case Command.Get c -> parts.records.get(c);
      case Command.Route c -> route(c);
      case Command.InterceptForwards c -> parts.overlay.forwards().intercept(c.on());
      case Command.Forward c -> parts.overlay.forwards().answer(c.token(), c.bytes());
      default -> parts.content.command(command, parts.self.now());
    }
  }

  private void refuse(Command command, ErrorCode code) {
    if (Tickets.of(command) != 0) {
      emit(new Event.Failed(Tickets.of(command), code, "refused"));
    }
  }

  private void emit(Event event) {
    parts.self.outbox().emit(event);
  }

  private void leave() {
    left = true;
    parts.records.handOver();
    parts.content.leave();
    parts.masters.detach();
    for (Link link : parts.links.ready()) {
      parts.links.retire(link, ErrorCode.LEFT);
    }
  }

  private void cancel(Command.Cancel c) {
    Id peer = parts.connections.abandon(c.ticket());
    if (peer != null) {
      parts.signalling.cancel(peer);
    }
    parts.content.command(c, parts.self.now());
    emit(new Event.Failed(c.ticket(), ErrorCode.CANCELLED, "cancelled"));
  }

  private void connect(Command.Connect c) {
    if (c.peer().equals(parts.self.id())) {
      emit(new Event.Failed(c.ticket(), ErrorCode.SELF, "connect"));
    } else if (!parts.connections.connect(c.ticket(), c.peer())) {
      callChecked(c);
    }
  }

  private void call(Command.Connect c, @Nullable PeerRecord given) {
    if (tickets.waits(c.ticket())) {
      parts.signalling.connect(c.peer(), given == null ? parts.recordOf(c.peer()) : given);
    }
  }

  /**
   * A record that came by a link is believed only when it is true; otherwise the id alone counts.
   */
  private void callChecked(Command.Connect c) {
    PeerRecord given = c.record();
    if (given == null) {
      call(c, null);
    } else {
      parts.checks.check(given, failure -> call(c, failure == null ? given : null));
    }
  }

  private void message(Command.SendMessage c) {
    if (c.bytes().length > Limits.ROUTED_MESSAGE) {
      emit(new Event.Failed(c.ticket(), ErrorCode.TOO_LARGE, "message"));
      return;
    }
    find(
        c.ticket(),
        c.peer(),
        ErrorCode.UNREACHABLE,
        record -> parts.post.message(record, c.bytes(), failure -> conclude(c.ticket(), failure)));
  }

  private void conclude(int ticket, @Nullable ErrorCode failure) {
    parts.self.outbox().conclude(ticket, failure, "send");
  }

  private void lookup(Command.Lookup c) {
    find(
        c.ticket(),
        c.peer(),
        ErrorCode.NOT_FOUND,
        record -> emit(new Event.Found(c.ticket(), record)));
  }

  /** Finds a peer's record; the command fails when there is none, or when too much is under way. */
  private void find(int ticket, Id peer, ErrorCode missing, Consumer<PeerRecord> then) {
    PeerRecord known = parts.recordOf(peer);
    if (known != null) {
      then.accept(known);
      return;
    }
    parts
        .overlay
        .lookups()
        .peer(
            peer,
            (Lookups.Result result) -> {
              PeerRecord found = result.target();
              if (found != null) {
                then.accept(found);
              } else {
                ErrorCode code = result.refused() ? ErrorCode.LIMIT : missing;
                emit(new Event.Failed(ticket, code, "peer"));
              }
            });
  }

  private void route(Command.Route c) {
    if (c.bytes().length > Limits.ROUTED_MESSAGE) {
      emit(new Event.Failed(c.ticket(), ErrorCode.TOO_LARGE, "message"));
      return;
    }
    parts
        .overlay
        .requests()
        .send(
            new Ask(c.key(), Mode.CLOSEST, new Payload.Message(c.bytes()), 2),
            reply -> conclude(c.ticket(), reply instanceof Payload.Failure f ? f.reason() : null));
  }
}
