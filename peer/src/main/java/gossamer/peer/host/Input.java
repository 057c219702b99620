package gossamer.peer.host;

import gossamer.peer.wire.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells the core. Links are numbered: even numbers are given by the core (it dialled,
 * offered or answered), odd ones by the host (it accepted a WebSocket or a direct data channel). A
 * number is never used again. Arrays belong to the core from then on.
 */
public sealed interface Input {
  /**
   * The transport of a link carries frames, in order and reliably.
   *
   * @param local what this peer's Hello is bound to: on a data channel own fingerprint ‖ remote
   *     fingerprint, on a WebSocket the authority (host:port) in ASCII
   * @param remote what the other side's Hello must be bound to: remote fingerprint ‖ own
   *     fingerprint, or the authority
   */
  record LinkOpened(int link, LinkRole role, byte[] local, byte[] remote, Path path)
      implements Input {}

  /**
   * The transport is gone or could not be opened (CONNECT_FAILED, CLOSED, REFUSED, TIMEOUT …).
   * Final.
   */
  record LinkClosed(int link, ErrorCode reason) implements Input {}

  /** The path of an open link changed. */
  record PathChanged(int link, Path path) implements Input {}

  /** One frame on the control channel of a link. */
  record FrameReceived(int link, byte[] frame) implements Input {}

  /**
   * One message on the bulk channel: the host has split off the header ({@link BulkHeader#BYTES}
   * bytes), hashed the rest (SHA-256) and keeps it under {@code ref} until it is told {@link
   * Output.KeepBlock} or {@link Output.DropBlock}.
   */
  record BulkReceived(int link, byte[] header, byte[] digest, int length, int ref)
      implements Input {}

  /**
   * A block left for the link's transport: answers {@link Output.SendBlock}; {@code failure} when
   * it could not be read.
   */
  record BlockSent(int link, int tag, int index, @Nullable ErrorCode failure) implements Input {}

  /**
   * A block is in the local store: answers {@link Output.KeepBlock}; {@code failure} when it could
   * not be kept.
   */
  record BlockStored(int transfer, int index, @Nullable ErrorCode failure) implements Input {}

  /**
   * The local description is made (an offer or an answer, UTF-8 SDP): answers {@link Output.Offer}
   * and {@link Output.Answer}.
   */
  record DescriptionMade(int link, byte[] description) implements Input {}

  /**
   * Bytes to go over the circuit of a link: a frame or block that only the other end can read. A
   * host gives {@link gossamer.peer.link.Circuits#WINDOW} of them at first, then one for each
   * {@link Output.Credit}; an empty one ends the circuit, and is the last.
   */
  record Enciphered(int link, byte[] bytes) implements Input {}

  /** The host's network is another one: other addresses, or back after none. */
  record NetworkChanged() implements Input {}

  /** A local ICE candidate, opaque to the core (at most {@link Output#CANDIDATE} bytes). */
  record CandidateFound(int link, byte[] candidate) implements Input {}

  /** Answers {@link Output.Sign}: 64 bytes. */
  record Signed(int ticket, byte[] signature) implements Input {}

  /** Answers {@link Output.Verify}. */
  record Verified(int ticket, boolean valid) implements Input {}

  /** Answers {@link Output.Seal}; null when the receiver's key is unusable. */
  record Sealed(int ticket, byte @Nullable [] body) implements Input {}

  /** Answers {@link Output.Unseal}; null when it does not open. */
  record Unsealed(int ticket, byte @Nullable [] body) implements Input {}

  /** The application wants something. */
  record Do(Command command) implements Input {}

  /** The deadline that the core asked for has come. Early and late ticks do no harm. */
  record Tick() implements Input {}
}
