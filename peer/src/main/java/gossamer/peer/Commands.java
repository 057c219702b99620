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
import java.util.ArrayList;
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
    for (Link link : new ArrayList<>(parts.links.ready())) {
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
      checked(c.record(), record -> call(c, record));
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
  private void checked(@Nullable PeerRecord record, Consumer<@Nullable PeerRecord> then) {
    if (record == null) {
      then.accept(null);
      return;
    }
    parts.checks.check(record, failure -> then.accept(failure == null ? record : null));
  }

  private void message(Command.SendMessage c) {
    if (c.bytes().length > Limits.ROUTED_MESSAGE) {
      emit(new Event.Failed(c.ticket(), ErrorCode.TOO_LARGE, "message"));
      return;
    }
    find(
        c.peer(),
        (record, refused) -> {
          if (record == null) {
            ErrorCode code = refused ? ErrorCode.LIMIT : ErrorCode.UNREACHABLE;
            emit(new Event.Failed(c.ticket(), code, "no such peer"));
            return;
          }
          parts.signalling.message(record, c.bytes(), failure -> conclude(c.ticket(), failure));
        });
  }

  private void conclude(int ticket, @Nullable ErrorCode failure) {
    emit(failure == null ? new Event.Done(ticket) : new Event.Failed(ticket, failure, "send"));
  }

  private void lookup(Command.Lookup c) {
    PeerRecord own = parts.self.record();
    if (own != null && c.peer().equals(own.id())) {
      emit(new Event.Found(c.ticket(), own));
      return;
    }
    find(
        c.peer(),
        (record, refused) -> {
          ErrorCode code = refused ? ErrorCode.LIMIT : ErrorCode.NOT_FOUND;
          emit(
              record == null
                  ? new Event.Failed(c.ticket(), code, "no such peer")
                  : new Event.Found(c.ticket(), record));
        });
  }

  /** Takes what was found; {@code refused} when nobody was asked because too much is under way. */
  private interface Finding {
    void found(@Nullable PeerRecord record, boolean refused);
  }

  private void find(Id peer, Finding then) {
    PeerRecord known = parts.recordOf(peer);
    if (known != null) {
      then.found(known, false);
      return;
    }
    parts
        .overlay
        .lookups()
        .find(peer, (Lookups.Result result) -> then.found(result.target(), result.refused()));
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
