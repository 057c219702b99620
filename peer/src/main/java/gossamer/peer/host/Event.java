package gossamer.peer.host;

import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.StoredValue;
import java.util.List;

/** What an application is told. */
public sealed interface Event {
  /** The peer's own record is signed, at the start and at every renewal. */
  record RecordRenewed(PeerRecord record) implements Event {}

  /** A command is done. */
  record Done(int ticket) implements Event {}

  /** A command failed; the reason is a few words for a log. */
  record Failed(int ticket, ErrorCode code, String reason) implements Event {}

  /** Answers Connect: the connection is open. */
  record Connected(int ticket, PeerRecord peer) implements Event {}

  /** Answers Lookup. */
  record Found(int ticket, PeerRecord peer) implements Event {}

  /** Answers Get: at least one value. */
  record Got(int ticket, List<StoredValue> values) implements Event {}

  /** Answers Share: the content id, 32 bytes. */
  record Shared(int ticket, byte[] content) implements Event {}

  /** A link to this peer is authenticated. */
  record LinkUp(PeerRecord peer, Path path) implements Event {}

  /** The path of a link changed. */
  record LinkPath(Id peer, Path path) implements Event {}

  /** A link is gone. */
  record LinkDown(Id peer, ErrorCode reason) implements Event {}

  /** A master that was dialled did not become a link. */
  record MasterFailed(String address, ErrorCode reason) implements Event {}

  /** The remote's application opened a connection. */
  record ConnectionOpened(PeerRecord peer) implements Event {}

  /** A connection is closed, by either side or by the loss of its link. */
  record ConnectionClosed(Id peer, ErrorCode reason) implements Event {}

  /** An application message on a connection. */
  record DataReceived(Id peer, boolean text, byte[] bytes) implements Event {}

  /** An acknowledged message to this peer's id. */
  record MessageReceived(Id peer, byte[] bytes) implements Event {}

  /** Key-based routing: this peer is the closest to the key. */
  record Delivered(Id key, Id source, byte[] bytes) implements Event {}

  /**
   * Key-based routing: about to be forwarded to {@code next}; answer with Command.Forward within
   * 2,000 ms.
   */
  record Forwarding(int token, Id key, Id next, byte[] bytes) implements Event {}

  /** The manifest of a fetch arrived and is true. */
  record ManifestKnown(int ticket, byte[] manifest) implements Event {}

  /** Bytes of a fetch that are verified and stored, and the holders that serve now. */
  record Progress(int ticket, long bytes, int holders) implements Event {}

  /** A share can no longer be served: its file was changed or removed. */
  record ShareLost(int share, ErrorCode reason) implements Event {}
}
