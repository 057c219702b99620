package gossamer.peer.wire;

import gossamer.peer.id.Id;
import java.util.List;

/** What an envelope carries: requests, and the replies to them. */
public sealed interface Payload {
  /**
   * Kademlia's FIND_NODE: asks for the k known peers closest to the target. Reply: {@link Nodes}.
   */
  record FindNode(Id target) implements Payload {}

  /** At most k records, closest first. */
  record Nodes(List<PeerRecord> records) implements Payload {}

  /** Kademlia's STORE. Reply: {@link Ack} or {@link Failure}. */
  record Store(StoredValue value) implements Payload {}

  /** Kademlia's FIND_VALUE. Reply: {@link Values}. */
  record FindValue(Id key) implements Payload {}

  /** What is stored under the key, and at most k closer peers. */
  record Values(List<StoredValue> values, List<PeerRecord> records) implements Payload {}

  /** A body that only the target can open. Reply: {@link Ack} or {@link Failure}. */
  record Sealed(byte[] body) implements Payload {}

  /**
   * Asks a peer of which only the id is known to make the offer itself: the caller's record, a
   * nonce (16 bytes), the end of validity in milliseconds since 1970, and the signature over these
   * and both ids. Reply: {@link Ack} or {@link Failure}.
   */
  record Knock(PeerRecord caller, byte[] nonce, long expiresAt, byte[] signature)
      implements Payload {}

  /**
   * A message of the application's, routed by key. Reply: {@link Ack} from whoever delivered it.
   */
  record Message(byte[] bytes) implements Payload {}

  /**
   * Reply: it arrived. The proof is what only the target can know: for {@link Sealed} the nonce
   * inside the body (16 bytes), otherwise empty.
   */
  record Ack(byte[] proof) implements Payload {}

  /** Reply: it did not, or was refused. */
  record Failure(ErrorCode reason) implements Payload {}
}
