package gossamer.peer.content;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.id.Sha256;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.PeerKind;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A peer of a {@link ContentNet}: its host, its store, its part of the network. */
final class Node implements ContentPort {
  final ContentNet net;
  final PeerRecord record;
  final Id id;
  final Content content;
  final List<Event> events = new ArrayList<>();
  final int[] counts = new int[256];
  final Map<Integer, FakeFile> files = new LinkedHashMap<>();

  /** Blocks in the store, by ticket: their digests. */
  final Map<Integer, Map<Integer, byte[]>> stores = new LinkedHashMap<>();

  /** Blocks that the host holds for the core: neither kept nor dropped yet. */
  final Map<Integer, byte[]> held = new LinkedHashMap<>();

  final Map<Integer, Integer> inFlight = new LinkedHashMap<>();
  boolean alive = true;
  boolean autoReceive = true;

  /** Milliseconds that the uplink needs for a block. */
  int blockMillis = 1;

  int storeMillis = 1;

  /** Fails to read blocks from this index on. */
  int changedFrom = Integer.MAX_VALUE;

  /** Sends rubbish in place of every block whose index is a multiple of this, when it is not 0. */
  int corruptEvery;

  /** Says nothing and sends nothing. */
  boolean silent;

  /** The store is full after that many blocks. */
  int room = Integer.MAX_VALUE;

  int storing;
  int mostStoring;
  int mostHeld;
  int mostInFlight;
  int mostInFlightOnLink;
  int blocksSent;
  private long uplinkFreeAt;
  private final Map<Integer, Long> lastArrival = new LinkedHashMap<>();

  Node(ContentNet net, int number) {
    this.net = net;
    byte[] key = Sha256.of(new Writer().u31(number).toBytes());
    record =
        PeerRecord.of(
            new PeerRecord.Claims(
                PeerKind.BROWSER, key, key, 0, Long.MAX_VALUE >> 16, 48, null, List.of()),
            new byte[PeerRecord.SIGNATURE]);
    id = record.id();
    content = new Content(this, id);
  }

  void share(int number, FakeFile file) {
    files.put(number, file);
    content.command(
        new Command.Share(10_000 + number, number, file.encoded, file.leaves.clone()), net.now);
  }

  void fetch(int ticket, FakeFile file, Node... holders) {
    stores.put(ticket, new LinkedHashMap<>());
    List<PeerRecord> records = Arrays.stream(holders).map(h -> h.record).toList();
    content.command(new Command.Fetch(ticket, file.content, records), net.now);
  }

  boolean ended(int ticket) {
    return failure(ticket) != null || events.contains(new Event.Done(ticket));
  }

  ErrorCode failure(int ticket) {
    for (Event event : events) {
      if (event instanceof Event.Failed failed && failed.ticket() == ticket) {
        return failed.code();
      }
    }
    return null;
  }

  <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  int counted(ErrorCode code) {
    return counts[code.number()];
  }

  /** Whether the store holds the whole file and nothing else. */
  boolean has(int ticket, FakeFile file) {
    Map<Integer, byte[]> store = stores.get(ticket);
    if (store.size() != file.manifest.blocks()) {
      return false;
    }
    for (int i = 0; i < store.size(); i++) {
      if (!Arrays.equals(store.get(i), file.digest(i))) {
        return false;
      }
    }
    return true;
  }

  void linkDown(int link) {
    Integer lost = inFlight.remove(link);
    content.linkDown(link, net.now);
    assert lost == null || lost >= 0;
  }

  @Override
  public int linkTo(Id peer) {
    return net.linkTo(this, peer);
  }

  @Override
  public void send(int link, Frame frame) {
    ContentNet.Link pipe = net.links.get(link);
    if (pipe == null || silent) {
      return;
    }
    byte[] bytes = FrameCodec.encode(frame);
    Node other = pipe.other(this);
    long arrival = Math.max(net.now + net.delay(), lastArrival.getOrDefault(link, 0L));
    lastArrival.put(link, arrival);
    net.at(arrival, () -> other.onFrame(pipe, bytes));
  }

  private void onFrame(ContentNet.Link pipe, byte[] bytes) {
    if (alive && net.links.containsKey(pipe.number())) {
      try {
        content.frame(pipe.number(), FrameCodec.decode(bytes), net.now);
      } catch (ProtocolException e) {
        count(e.code());
        net.cut(pipe);
      }
    }
  }

  @Override
  public void output(Output output) {
    switch (output) {
      case Output.SendBlock send -> onSendBlock(send);
      case Output.KeepBlock keep -> onKeepBlock(keep);
      case Output.DropBlock drop -> {
        if (held.remove(drop.ref()) == null) {
          throw new IllegalStateException("dropped a block that is not there");
        }
      }
      default -> throw new IllegalStateException("not for content: " + output);
    }
  }

  private void onSendBlock(Output.SendBlock send) {
    int here = inFlight.merge(send.link(), 1, Integer::sum);
    mostInFlightOnLink = Math.max(mostInFlightOnLink, here);
    mostInFlight = Math.max(mostInFlight, inFlight.values().stream().mapToInt(i -> i).sum());
    uplinkFreeAt = Math.max(uplinkFreeAt, net.now) + blockMillis;
    net.at(uplinkFreeAt, () -> onSent(send));
  }

  private void onSent(Output.SendBlock send) {
    ContentNet.Link pipe = net.links.get(send.link());
    FakeFile file = files.get(send.share());
    if (!alive || pipe == null) {
      return;
    }
    inFlight.merge(send.link(), -1, Integer::sum);
    boolean failed = file == null || send.index() >= changedFrom;
    if (!failed && !silent) {
      blocksSent++;
      boolean corrupt = corruptEvery > 0 && send.index() % corruptEvery == 0;
      byte[] digest = corrupt ? new byte[32] : file.digest(send.index());
      Node other = pipe.other(this);
      net.at(net.now + net.delay(), () -> other.onBulk(pipe, send.header(), digest, send.length()));
    }
    content.blockSent(
        new Input.BlockSent(
            send.link(), send.tag(), send.index(), failed ? ErrorCode.CONTENT_CHANGED : null));
  }

  void onBulk(ContentNet.Link pipe, byte[] header, byte[] digest, int length) {
    if (alive && net.links.containsKey(pipe.number())) {
      int ref = net.nextRef();
      held.put(ref, digest);
      mostHeld = Math.max(mostHeld, held.size());
      try {
        content.bulk(new Input.BulkReceived(pipe.number(), header, digest, length, ref), net.now);
      } catch (ProtocolException e) {
        count(e.code());
        net.cut(pipe);
      }
    }
  }

  private void onKeepBlock(Output.KeepBlock keep) {
    mostStoring = Math.max(mostStoring, ++storing);
    byte[] digest = held.remove(keep.ref());
    if (digest == null) {
      throw new IllegalStateException("kept a block that is not there");
    }
    net.at(
        net.now + storeMillis,
        () -> {
          storing--;
          boolean full = --room < 0;
          if (!full) {
            stores.get(keep.transfer()).put(keep.index(), digest);
          }
          content.blockStored(
              new Input.BlockStored(
                  keep.transfer(), keep.index(), full ? ErrorCode.DISK_FULL : null),
              net.now);
        });
  }

  @Override
  public void emit(Event event) {
    events.add(event);
    if (autoReceive && event instanceof Event.ManifestKnown known) {
      net.at(net.now + 1, () -> content.command(new Command.Receive(known.ticket()), net.now));
    }
  }

  @Override
  public void count(ErrorCode code) {
    counts[code.number()]++;
  }

  @Override
  public void connect(PeerRecord holder) {
    Node other = net.byId(holder.id());
    net.at(
        net.now + 5L * net.delay(),
        () -> {
          if (!alive || net.linked(this, other)) {
            return;
          }
          if (other.alive) {
            net.link(this, other);
          } else {
            content.connectFailed(other.id);
          }
        });
  }

  @Override
  public void findHolders(Id key) {
    net.at(
        net.now + 4L * net.delay(),
        () -> content.holdersFound(key, List.copyOf(net.directory.getOrDefault(key, List.of()))));
  }

  @Override
  public void announce(Id key) {
    net.directory.computeIfAbsent(key, k -> new ArrayList<>()).add(record);
  }

  @Override
  public void withdraw(Id key) {
    net.directory.getOrDefault(key, new ArrayList<>()).remove(record);
  }
}
