package gossamer.peer;

import gossamer.peer.content.ContentPort;
import gossamer.peer.host.Event;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.StoredValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives content its links and its directory: holders publish their record under the content's key.
 */
final class ContentLinks implements ContentPort {
  /** Holders that are being connected at once. */
  private static final int CONNECTING = 64;

  private final Parts parts;
  private final Table<Id, PeerRecord> connecting = new Table<>();

  ContentLinks(Parts parts) {
    this.parts = parts;
  }

  @Override
  public int linkTo(Id peer) {
    Link link = parts.links.to(peer);
    return link == null || link.dialled() ? -1 : link.number();
  }

  @Override
  public void send(int number, Frame frame) {
    Link link = parts.links.number(number);
    if (link != null) {
      parts.links.send(link, frame);
    }
  }

  @Override
  public void output(Output output) {
    parts.self.outbox().add(output);
  }

  @Override
  public void emit(Event event) {
    parts.self.outbox().emit(event);
  }

  @Override
  public void count(ErrorCode code) {
    parts.self.counters().count(code);
  }

  @Override
  public void connect(PeerRecord holder) {
    if (connecting.size() < CONNECTING) {
      connecting.put(holder.id(), holder);
      parts.signalling.connect(holder.id(), holder);
    }
  }

  void failed(Id peer) {
    if (connecting.remove(peer) != null) {
      parts.content.connectFailed(peer);
    }
  }

  boolean connects(Id peer) {
    return connecting.contains(peer);
  }

  void linkUp(Id peer) {
    connecting.remove(peer);
  }

  @Override
  public void findHolders(Id key) {
    parts.records.find(key, values -> found(key, values));
  }

  private void found(Id key, List<StoredValue> values) {
    List<PeerRecord> records = new ArrayList<>();
    for (StoredValue value : values) {
      try {
        PeerRecord record = PeerRecord.decode(value.value());
        if (!record.id().equals(parts.self.id())) {
          records.add(record);
        }
      } catch (ProtocolException e) {
        count(e.code());
      }
    }
    parts.content.holdersFound(key, records);
  }

  @Override
  public void announce(Id key) {
    PeerRecord own = parts.self.record();
    if (own != null) {
      parts.records.announce(key, own.encoded());
    }
  }

  @Override
  public void withdraw(Id key) {
    parts.records.withdraw(key);
  }
}
