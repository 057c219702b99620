package gossamer.browser;

import gossamer.peer.Peer;
import gossamer.peer.content.Manifest;
import gossamer.peer.content.MerkleTree;
import gossamer.peer.host.BulkHeader;
import gossamer.peer.host.Command;
import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Path;
import gossamer.peer.overlay.Kademlia;
import gossamer.peer.overlay.Topology;
import gossamer.peer.table.Queue;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.StoredValue;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;

/**
 * The core for JavaScript: a method for every {@link Input} and {@link Command}, which delivers
 * what the core wants; later calls wait. Arrays that come in are the core's from then on. Ids are
 * 40 hex digits that were checked, errors numbers of {@link ErrorCode} or 0.
 */
public class Core {
  private static final Path[] PATHS = Path.values();
  private final Port port;
  private final Delivery delivery;
  private final Peer peer;
  private final byte[] signingKey;
  private final Queue<Input> inbox = new Queue<>();
  private boolean busy;

  /** Starts a peer; its first outputs are delivered by the first input. */
  @JSExport
  public Core(Options options, Port port, Listener listener) {
    this(options, port, listener, new Kademlia());
  }

  Core(Options options, Port port, Listener listener, Topology topology) {
    this.port = port;
    delivery = new Delivery(port, listener);
    signingKey = options.getSigningKey();
    var config = Arguments.config(options, topology);
    peer = new Peer(config, (long) options.getSeed(), (long) port.now());
  }

  private void take(Input input) {
    inbox.add(input);
    if (busy) {
      return;
    }
    busy = true;
    try {
      Input next = inbox.poll();
      while (next != null) {
        peer.handle(next, (long) port.now());
        for (var out = peer.poll(); out != null; out = peer.poll()) {
          delivery.deliver(out);
        }
        next = inbox.poll();
      }
    } finally {
      busy = false;
    }
  }

  private void run(Command command) {
    take(new Input.Do(command));
  }

  /** See Input.LinkOpened: a WebSocket was dialled, anything else is a data channel. */
  @JSExport
  public void linkOpened(int link, @JSByRef byte[] local, @JSByRef byte[] remote, int path) {
    LinkRole role = PATHS[path] == Path.WEBSOCKET ? LinkRole.DIALLER : LinkRole.SYMMETRIC;
    take(new Input.LinkOpened(link, role, local, remote, PATHS[path]));
  }

  /** See Input.LinkClosed. */
  @JSExport
  public void linkClosed(int link, int error) {
    ErrorCode code = ErrorCode.ofNumber(error);
    take(new Input.LinkClosed(link, code == null ? ErrorCode.CLOSED : code));
  }

  /** See Input.PathChanged. */
  @JSExport
  public void pathChanged(int link, int path) {
    take(new Input.PathChanged(link, PATHS[path]));
  }

  /** See Input.FrameReceived. */
  @JSExport
  public void frameReceived(int link, @JSByRef byte[] frame) {
    take(new Input.FrameReceived(link, frame));
  }

  /** See Input.BulkReceived; the digest follows the header in one array. */
  @JSExport
  public void bulkReceived(int link, @JSByRef byte[] headerAndDigest, int length, int ref) {
    byte[] header = Arrays.copyOf(headerAndDigest, BulkHeader.BYTES);
    byte[] digest = Arrays.copyOfRange(headerAndDigest, BulkHeader.BYTES, headerAndDigest.length);
    take(new Input.BulkReceived(link, header, digest, length, ref));
  }

  /** See Input.BlockSent. */
  @JSExport
  public void blockSent(int link, int tag, int index, int error) {
    take(new Input.BlockSent(link, tag, index, ErrorCode.ofNumber(error)));
  }

  /** See Input.BlockStored. */
  @JSExport
  public void blockStored(int transfer, int index, int error) {
    take(new Input.BlockStored(transfer, index, ErrorCode.ofNumber(error)));
  }

  /** See Input.DescriptionMade. */
  @JSExport
  public void descriptionMade(int link, @JSByRef byte[] description) {
    take(new Input.DescriptionMade(link, description));
  }

  /** See Input.CandidateFound. */
  @JSExport
  public void candidateFound(int link, @JSByRef byte[] candidate) {
    take(new Input.CandidateFound(link, candidate));
  }

  /** See Input.Enciphered. */
  @JSExport
  public void enciphered(int link, @JSByRef byte[] bytes) {
    take(new Input.Enciphered(link, bytes));
  }

  /** See Input.NetworkChanged. */
  @JSExport
  public void networkChanged() {
    take(new Input.NetworkChanged());
  }

  /** See Input.Signed. */
  @JSExport
  public void signed(int ticket, @JSByRef byte[] signature) {
    take(new Input.Signed(ticket, signature));
  }

  /** See Input.Verified. */
  @JSExport
  public void verified(int ticket, boolean valid) {
    take(new Input.Verified(ticket, valid));
  }

  /** See Input.Sealed. */
  @JSExport
  public void sealed(int ticket, @JSByRef byte @Nullable [] body) {
    take(new Input.Sealed(ticket, body));
  }

  /** See Input.Unsealed. */
  @JSExport
  public void unsealed(int ticket, @JSByRef byte @Nullable [] body) {
    take(new Input.Unsealed(ticket, body));
  }

  /** See Input.Tick. */
  @JSExport
  public void tick() {
    take(new Input.Tick());
  }

  /** When the core next wants a tick, milliseconds since 1970. */
  @JSExport
  public double deadline() {
    return (double) peer.deadlineMillis();
  }

  /** See Command.Join. */
  @JSExport
  public void join(JSArray<JSString> addresses) {
    var list = new ArrayList<String>();
    for (int i = 0; i < addresses.getLength(); i++) {
      list.add(addresses.get(i).stringValue());
    }
    run(new Command.Join(list));
  }

  /** See Command.Detach. */
  @JSExport
  public void detach() {
    run(new Command.Detach());
  }

  /** See Command.Leave. */
  @JSExport
  public void leave() {
    run(new Command.Leave());
  }

  /** See Command.Cancel. */
  @JSExport
  public void cancel(int ticket) {
    run(new Command.Cancel(ticket));
  }

  /** See Command.Connect. */
  @JSExport
  public void connect(int ticket, String peer, @JSByRef byte @Nullable [] record) {
    run(new Command.Connect(ticket, Arguments.id(peer), Arguments.record(record)));
  }

  /** See Command.Disconnect. */
  @JSExport
  public void disconnect(String peer) {
    run(new Command.Disconnect(Arguments.id(peer)));
  }

  /** See Command.SendData. */
  @JSExport
  public void sendData(int ticket, String peer, boolean text, @JSByRef byte[] bytes) {
    run(new Command.SendData(ticket, Arguments.id(peer), text, bytes));
  }

  /** See Command.SendMessage. */
  @JSExport
  public void sendMessage(int ticket, String peer, @JSByRef byte[] bytes) {
    run(new Command.SendMessage(ticket, Arguments.id(peer), bytes));
  }

  /** See Command.Lookup. */
  @JSExport
  public void lookup(int ticket, String peer) {
    run(new Command.Lookup(ticket, Arguments.id(peer)));
  }

  /** Stores a value under its hash and returns that key. */
  @JSExport
  public String putImmutable(int ticket, @JSByRef byte[] bytes, double expires) {
    StoredValue value = new StoredValue.Immutable(bytes, (long) expires);
    run(new Command.Put(ticket, value));
    return value.key().toString();
  }

  /** Stores this peer's entry and returns its key. */
  @JSExport
  public String putEntry(int ticket, @JSByRef byte[] bytes, double expires, Place place) {
    String at = place.getKey();
    byte[] salt = place.getSalt();
    var key = at == null ? StoredValue.ownKey(signingKey, salt) : Arguments.id(at);
    StoredValue value =
        new StoredValue.Entry(
            key,
            signingKey,
            salt,
            at == null,
            (long) port.now(),
            (long) expires,
            bytes,
            new byte[PeerRecord.SIGNATURE]);
    run(new Command.Put(ticket, value));
    return key.toString();
  }

  /** See Command.Get. */
  @JSExport
  public void get(int ticket, String key) {
    run(new Command.Get(ticket, Arguments.id(key)));
  }

  /** See Command.Route. */
  @JSExport
  public void route(int ticket, String key, @JSByRef byte[] bytes) {
    run(new Command.Route(ticket, Arguments.id(key), bytes));
  }

  /** See Command.InterceptForwards. */
  @JSExport
  public void interceptForwards(boolean on) {
    run(new Command.InterceptForwards(on));
  }

  /** See Command.Forward. */
  @JSExport
  public void forward(int token, @JSByRef byte @Nullable [] bytes) {
    run(new Command.Forward(token, bytes));
  }

  /** See Command.Share. */
  @JSExport
  public void share(int ticket, int share, @JSByRef byte[] manifest, @JSByRef byte[] leaves) {
    run(new Command.Share(ticket, share, manifest, leaves));
  }

  /** See Command.Unshare. */
  @JSExport
  public void unshare(int share) {
    run(new Command.Unshare(share));
  }

  /** See Command.Fetch; the holders are encoded records, unusable ones are passed over. */
  @JSExport
  public void fetch(int ticket, @JSByRef byte[] content, JSArray<JSObject> holders) {
    run(new Command.Fetch(ticket, content, Arguments.records(holders)));
  }

  /** See Command.Receive. */
  @JSExport
  public void receive(int ticket) {
    run(new Command.Receive(ticket));
  }

  /** The manifest of a file, encoded; null when the name or type cannot be shown or is too long. */
  @JSExport
  @JSByRef
  public byte @Nullable [] manifest(String name, String type, double size, @JSByRef byte[] leaves) {
    byte[] root = new MerkleTree(leaves).root();
    byte[] encoded = new Manifest((long) size, root, name, type).encode();
    return describe(encoded) == null ? null : encoded;
  }

  /** Name, type and size of an encoded manifest, or null when it is none. */
  @JSExport
  public @Nullable JSObject describe(@JSByRef byte[] manifest) {
    try {
      return Records.of(Manifest.decode(manifest));
    } catch (ProtocolException e) {
      return null;
    }
  }

  /** This peer's id. */
  @JSExport
  public String id() {
    return peer.id().toString();
  }

  /** What an encoded record says, or null when it is none; its signature is not checked. */
  @JSExport
  public @Nullable JSObject read(@JSByRef byte[] bytes) {
    PeerRecord record = Arguments.record(bytes);
    return record == null ? null : Records.of(record);
  }

  /** Records of the linked peers. */
  @JSExport
  public JSArray<JSObject> neighbours() {
    return Records.of(peer.neighbours());
  }

  /** Ids of a neighbour's neighbours. */
  @JSExport
  public JSArray<JSString> neighboursOf(String neighbour) {
    return Records.ids(peer.neighboursOf(Arguments.id(neighbour)));
  }

  /** Records of the verified contacts. */
  @JSExport
  public JSArray<JSObject> contacts() {
    return Records.of(peer.contacts());
  }

  /** See {@link Peer#neighbourSet}. */
  @JSExport
  public JSArray<JSObject> neighbourSet(int count) {
    return Records.of(peer.neighbourSet(count));
  }

  /** See {@link Peer#replicaSet}. */
  @JSExport
  public JSArray<JSObject> replicaSet(String key, int count) {
    return Records.of(peer.replicaSet(Arguments.id(key), count));
  }

  /** The text of the error with this number, or null past the last; the numbers start at 1. */
  @JSExport
  public @Nullable String code(int number) {
    ErrorCode code = ErrorCode.ofNumber(number);
    return code == null ? null : code.code();
  }

  /** Bytes passed on for others. */
  @JSExport
  public double relayed() {
    return (double) peer.bytesRelayed();
  }

  /** How often the error with this number was counted. */
  @JSExport
  public int count(int number) {
    ErrorCode code = ErrorCode.ofNumber(number);
    return code == null ? 0 : peer.count(code);
  }
}
