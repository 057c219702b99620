package gossamer.peer.wire;

import gossamer.peer.id.Id;
import org.jspecify.annotations.Nullable;

/**
 * What a Hello signs, so that nobody in between can use it: on a data channel both DTLS
 * fingerprints (fresh certificates make it fresh without a round trip), on a WebSocket the dialled
 * authority and both nonces; always both ids and the network.
 */
public final class HelloProof {
  private static final String DOMAIN = "gossamer hello 1";

  private HelloProof() {}

  /**
   * The bytes to sign.
   *
   * @param network the network's 8 bytes
   * @param signer id of the peer whose Hello it is
   * @param receiver id of the other end; null when the signer cannot know it yet (the dialler of a
   *     WebSocket)
   * @param binding what only this transport has, as seen by the signer: see {@code LinkBinding}
   */
  public static byte[] bytes(byte[] network, Id signer, @Nullable Id receiver, byte[] binding) {
    Writer out =
        new Writer(160).ascii(DOMAIN).bytes(network).id(signer).u8(receiver == null ? 0 : 1);
    if (receiver != null) {
      out.id(receiver);
    }
    return out.block(binding).toBytes();
  }
}
