package gossamer.browser;

import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/**
 * What the host gives at the start, as a JavaScript object; see {@link gossamer.peer.PeerConfig}.
 */
public interface Options extends JSObject {
  /** Name of the network. */
  @JSProperty
  String getNetwork();

  /** Ed25519 public key. */
  @JSProperty
  @JSByRef
  byte[] getSigningKey();

  /** X25519 public key. */
  @JSProperty
  @JSByRef
  byte[] getSealingKey();

  /** Cryptographic randomness, 32 bytes. */
  @JSProperty
  @JSByRef
  byte[] getSecret();

  /** Whether latitude and longitude mean something. */
  @JSProperty
  boolean getLocated();

  /** Hundredths of a degree. */
  @JSProperty
  int getLatitude();

  /** Hundredths of a degree. */
  @JSProperty
  int getLongitude();

  /** Links kept at most. */
  @JSProperty
  int getMaxLinks();

  /** Links that the overlay opens by itself. */
  @JSProperty
  int getLinks();

  /** Whether there is WebRTC. */
  @JSProperty
  boolean getWebrtc();

  /** Any integer of up to 53 bits. */
  @JSProperty
  double getSeed();
}
