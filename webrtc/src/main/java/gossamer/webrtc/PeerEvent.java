package gossamer.webrtc;

import gossamer.webrtc.turn.TurnFailure;

/** What a {@link PeerConnection} tells its owner. */
public sealed interface PeerEvent {
  /** A local candidate: {@code candidate:…}, to be told to the other side (RFC 8838). */
  record CandidateFound(String candidate) implements PeerEvent {}

  /** All local candidates were told. */
  record GatheringDone() implements PeerEvent {}

  /** One server cannot be used, or no longer; everything else goes on. */
  record ServerFailed(IceServer server, TurnFailure failure) implements PeerEvent {}

  /** What every connection tells. */
  record Happened(ConnectionEvent event) implements PeerEvent {}
}
