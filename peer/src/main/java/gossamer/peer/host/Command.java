package gossamer.peer.host;

import gossamer.peer.id.Id;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.StoredValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks of its peer. A command with a ticket is answered by exactly one of the
 * events {@link Event.Done}, {@link Event.Failed}, {@link Event.Connected}, {@link Event.Found},
 * {@link Event.Got} or {@link Event.Shared} with the same ticket. Tickets are chosen by the caller
 * and never used again.
 */
public sealed interface Command {
  /**
   * Keep links to masters at these WebSocket addresses, and to others that become known, until
   * {@link Detach}.
   */
  record Join(List<String> addresses) implements Command {}

  /** Leave all masters and stay with the linked peers. */
  record Detach() implements Command {}

  /** Say goodbye to all neighbours; every later command fails with LEFT. */
  record Leave() implements Command {}

  /** Give up the command with this ticket; it fails with CANCELLED. */
  record Cancel(int ticket) implements Command {}

  /** Open a connection to a peer, over a new link where there is none. */
  record Connect(int ticket, Id peer, @Nullable PeerRecord record) implements Command {}

  /** Close the connection to a peer. */
  record Disconnect(Id peer) implements Command {}

  /** Send an application message (at most Limits.MESSAGE bytes) on an open connection. */
  record SendData(int ticket, Id peer, boolean text, byte[] bytes) implements Command {}

  /**
   * Send a sealed, acknowledged message (at most Limits.ROUTED_MESSAGE bytes) to a peer id,
   * connected or not.
   */
  record SendMessage(int ticket, Id peer, byte[] bytes) implements Command {}

  /** Find the record of a peer: answered by Found. */
  record Lookup(int ticket, Id peer) implements Command {}

  /**
   * Store a value at its replica set; an Entry is signed by the core. Republished until it expires.
   */
  record Put(int ticket, StoredValue value) implements Command {}

  /** Find the values under a key: answered by Got. */
  record Get(int ticket, Id key) implements Command {}

  /** Key-based routing: deliver a message at the peer closest to the key. */
  record Route(int ticket, Id key, byte[] bytes) implements Command {}

  /** Whether {@link Event.Forwarding} is asked before messages are forwarded. */
  record InterceptForwards(boolean on) implements Command {}

  /** Answers {@link Event.Forwarding}: go on with these bytes, or stop here with null. */
  record Forward(int token, byte @Nullable [] bytes) implements Command {}

  /**
   * Share content: answered by Shared. {@code share} is a number chosen by the host under which it
   * reads blocks.
   *
   * @param manifest see {@code gossamer.peer.content.Manifest}
   * @param leaves SHA-256 of every block of 16,384 bytes, 32 bytes each
   */
  record Share(int ticket, int share, byte[] manifest, byte[] leaves) implements Command {}

  /** Stop sharing. */
  record Unshare(int share) implements Command {}

  /**
   * Fetch content from whoever holds it: Manifest and Progress events, then Done or Failed. Blocks
   * are kept under the ticket.
   *
   * @param holders peers to try before the directory is asked; may be empty
   */
  record Fetch(int ticket, byte[] content, List<PeerRecord> holders) implements Command {}

  /**
   * The store for a fetch is ready (answers {@link Event.ManifestKnown}); until then no block is
   * asked for.
   */
  record Receive(int ticket) implements Command {}
}
