package gossamer.peer.host;

import gossamer.peer.id.Id;
import java.util.List;

/**
 * What the core wants of its host. Asynchronous services are answered by the {@link Input} of the
 * same ticket or link.
 */
public sealed interface Output {
  /** Largest ICE candidate that the core passes on: bytes. */
  int CANDIDATE = 512;

  /** Open a WebSocket to a master's address; answer LinkOpened or LinkClosed. */
  record Dial(int link, String address) implements Output {}

  /**
   * Create a connection to {@code peer} and its offer; answer DescriptionMade, CandidateFound, then
   * LinkOpened or LinkClosed. For a link that is open already: an offer with new ICE credentials
   * (ICE restart, RFC 8445 section 9), to be answered by DescriptionMade, CandidateFound, and
   * PathChanged when it has a path again.
   */
  record Offer(int link, Id peer, Rung rung) implements Output {}

  /** Create a connection for a remote offer and make the answer; answer as for {@link Offer}. */
  record Answer(int link, Id peer, byte[] offer, Rung rung) implements Output {}

  /** The remote's answer to the offer of this link. */
  record AcceptAnswer(int link, byte[] answer) implements Output {}

  /**
   * Bytes came over the circuit of this link: decipher them, in order, and answer FrameReceived or
   * BulkReceived; what does not decipher ends the link with BAD_SEAL.
   */
  record Decipher(int link, byte[] bytes) implements Output {}

  /** One more message of {@link Input.Enciphered} may be sent on the circuit of this link. */
  record Credit(int link) implements Output {}

  /** Remote candidates for this link. */
  record AddCandidates(int link, List<byte[]> candidates) implements Output {}

  /** Close the transport after what was sent has left; LinkClosed need not be answered. */
  record CloseLink(int link) implements Output {}

  /** Send one frame on the control channel of the link, in order. */
  record Send(int link, byte[] frame) implements Output {}

  /** Sign with the peer's Ed25519 key (RFC 8032). */
  record Sign(int ticket, byte[] message) implements Output {}

  /** Verify an Ed25519 signature. */
  record Verify(int ticket, byte[] key, byte[] message, byte[] signature) implements Output {}

  /**
   * Seal to an X25519 key (32 bytes): ephemeral X25519 → HKDF-SHA-256 (salt: ephemeral key ‖
   * receiver key, info: context) → AES-256-GCM (zero nonce, the key is used once). The body is
   * ephemeral public key (32) ‖ ciphertext ‖ tag (16).
   */
  record Seal(int ticket, byte[] receiver, byte[] plaintext, byte[] context) implements Output {}

  /** Open a body that was sealed to this peer's X25519 key with the same context. */
  record Unseal(int ticket, byte[] body, byte[] context) implements Output {}

  /**
   * Read block {@code index} of shared content and send it on the bulk channel of the link behind
   * {@code header}, waiting for room; answer BlockSent.
   *
   * @param share the number of the share: see {@link Command.Share}
   * @param length bytes of the block: 16,384, or fewer for the last
   */
  record SendBlock(int link, int share, int tag, int index, int length, byte[] header)
      implements Output {}

  /**
   * The block kept under {@code ref} is true: write it to the transfer's store at index × 16,384;
   * answer BlockStored.
   */
  record KeepBlock(int transfer, int index, int ref) implements Output {}

  /** The block kept under {@code ref} is not wanted: forget it. */
  record DropBlock(int ref) implements Output {}

  /** Something the application wants to know. */
  record Emit(Event event) implements Output {}
}
