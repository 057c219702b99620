package gossamer.webrtc.ice;

import java.nio.ByteBuffer;

/** What ICE wants done or tells its owner. */
public sealed interface IceOutput {

  /**
   * Send these bytes.
   *
   * @param packet one STUN message, ready to be read; the owner may keep it
   */
  record Send(IcePath path, ByteBuffer packet) implements IceOutput {}

  /**
   * Application packets go this way from now on.
   *
   * @param nominated false while it works but may still be replaced (RFC 8445, section 12.1)
   */
  record Selected(IcePath path, boolean nominated) implements IceOutput {}

  /** A local candidate was found: tell the other side (RFC 8838, section 5). */
  record Discovered(Candidate candidate) implements IceOutput {}

  /** All local candidates are found: tell the other side (RFC 8838, section 13). */
  record GatheringDone() implements IceOutput {}

  /** The state is another one. */
  record StateChanged(IceState state) implements IceOutput {}

  /**
   * Nothing was heard for a while: make the other side answer something, for example an SCTP
   * HEARTBEAT, and report the answer with {@code alive}. Only the lite role asks: the full one
   * sends a check.
   */
  record Probe() implements IceOutput {}
}
