package gossamer.peer.content;

import gossamer.peer.host.BulkHeader;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.PeerRecord;
import java.util.Arrays;
import java.util.List;

/** The receiver's side: all fetches, what they share, and their clock. */
final class Downloads {
  /** Fetches at a time. */
  static final int FETCHES = 16;

  /** Blocks asked for and not yet here, of all fetches. */
  static final int OUTSTANDING = 512;

  /** How often time is looked at, and the most that one look counts: milliseconds. */
  private static final int BEAT = 250;

  private static final int LONGEST_BEAT = 1_000;

  private final ContentPort port;
  private final Id self;
  private final Table<Integer, Fetch> fetches = new Table<>();
  private int outstanding;
  private int tags;
  private long passedAt;

  Downloads(ContentPort port, Id self) {
    this.port = port;
    this.self = self;
  }

  ContentPort port() {
    return port;
  }

  Id self() {
    return self;
  }

  int linkTo(Id peer) {
    return port.linkTo(peer);
  }

  int nextTag() {
    return tags++ & Integer.MAX_VALUE;
  }

  void count(int more) {
    outstanding += more;
  }

  void drop(int ref) {
    port.output(new Output.DropBlock(ref));
  }

  /** Most blocks that one fetch may ask of one holder now. */
  int windowLimit() {
    return Math.min(Holder.LARGEST_WINDOW, Limits.BLOCKS / Math.max(1, fetches.size()));
  }

  /** How many blocks a fetch that waits for {@code asked} may ask for more. */
  int room(int asked) {
    return Math.min(OUTSTANDING - outstanding, OUTSTANDING / Math.max(1, fetches.size()) - asked);
  }

  void fetch(Command.Fetch command, long now) {
    if (command.content().length != MerkleTree.HASH) {
      port.emit(new Event.Failed(command.ticket(), ErrorCode.INVALID_ARGUMENT, "content id"));
    } else if (fetches.size() >= FETCHES) {
      port.emit(new Event.Failed(command.ticket(), ErrorCode.LIMIT, "fetches"));
    } else {
      passedAt = fetches.isEmpty() ? now : passedAt;
      Fetch fetch = new Fetch(this, command);
      fetches.put(fetch.ticket, fetch);
      fetch.pass(0, now);
      pump();
    }
  }

  void receive(int ticket, long now) {
    Fetch fetch = fetches.get(ticket);
    if (fetch != null) {
      fetch.receive(now);
      pump();
    }
  }

  boolean cancel(int ticket) {
    Fetch fetch = fetches.get(ticket);
    if (fetch != null) {
      fetch.end(ErrorCode.CANCELLED, "cancelled");
      pump();
    }
    return fetch != null;
  }

  void endAll(ErrorCode code) {
    for (Fetch fetch : fetches) {
      fetch.end(code, "peer");
    }
    pump();
  }

  private void pump() {
    for (Fetch fetch : fetches) {
      if (fetch.over()) {
        fetches.remove(fetch.ticket);
      }
    }
    for (Fetch fetch : fetches) {
      fetch.pump();
    }
  }

  void linkUp(int link, Id peer) {
    for (Fetch fetch : fetches) {
      Holder holder = fetch.holders.of(peer);
      if (holder != null) {
        holder.connecting = false;
        holder.link = link;
        holder.rest = 0;
        holder.strikes = 0;
      }
    }
    pump();
  }

  void linkDown(int link) {
    for (Fetch fetch : fetches) {
      Holder holder = fetch.holders.on(link);
      if (holder != null) {
        fetch.onLinkDown(holder);
      }
    }
    pump();
  }

  void connectFailed(Id peer) {
    for (Fetch fetch : fetches) {
      Holder holder = fetch.holders.of(peer);
      if (holder != null && holder.connecting) {
        Holders.connectFailed(holder);
      }
    }
  }

  void holdersFound(Id key, List<PeerRecord> records) {
    for (Fetch fetch : fetches) {
      if (fetch.key.equals(key)) {
        fetch.holders.add(records);
        fetch.onFound();
      }
    }
    pump();
  }

  /** An answer about this content; counts when it is of use to no fetch. */
  void reply(int link, byte[] content, Frame reply) {
    boolean expected = false;
    for (Fetch fetch : fetches) {
      Holder holder = fetch.holders.on(link);
      if (holder != null && Arrays.equals(fetch.content, content)) {
        expected = true;
        fetch.onReply(holder, reply);
      }
    }
    if (!expected) {
      port.count(ErrorCode.UNEXPECTED);
    }
    pump();
  }

  void block(BulkHeader header, Input.BulkReceived bulk) {
    for (Fetch fetch : fetches) {
      Holder holder = fetch.holders.on(bulk.link());
      if (holder != null && holder.tag == header.tag()) {
        fetch.onBlock(holder, header.index(), bulk);
        pump();
        return;
      }
    }
    // What a fetch that ended had asked for may still be on its way.
    if (header.tag() >= tags) {
      port.count(ErrorCode.UNEXPECTED);
    }
    drop(bulk.ref());
  }

  void stored(Input.BlockStored stored, long now) {
    Fetch fetch = fetches.get(stored.transfer());
    if (fetch != null) {
      fetch.onStored(stored, now);
      pump();
    }
  }

  boolean uses(int link) {
    for (Fetch fetch : fetches) {
      if (fetch.holders.on(link) != null) {
        return true;
      }
    }
    return false;
  }

  /** Lets time pass; a gap (a frozen tab, a sleeping machine) counts as one second. */
  void pass(long now) {
    if (now < deadline()) {
      return;
    }
    int millis = (int) Math.min(now - passedAt, LONGEST_BEAT);
    passedAt = now;
    for (Fetch fetch : fetches) {
      fetch.pass(millis, now);
    }
    pump();
  }

  long deadline() {
    for (Fetch fetch : fetches) {
      if (!fetch.ready()) {
        return passedAt + BEAT;
      }
    }
    return Long.MAX_VALUE;
  }
}
