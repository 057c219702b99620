package gossamer.evaluation.oracle;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import gossamer.evaluation.endpoint.Candidate;
import gossamer.evaluation.endpoint.PeerStack.Events;

/** What a connection of libwebrtc tells, passed on. */
record LibwebrtcEvents(Events events) implements PeerConnectionObserver {
  @Override
  public void onIceCandidate(RTCIceCandidate candidate) {
    LibwebrtcStack.guarded(() ->
        events.candidate(new Candidate(candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex)));
  }

  @Override
  public void onIceGatheringChange(RTCIceGatheringState state) {
    if (state == RTCIceGatheringState.COMPLETE) {
      LibwebrtcStack.guarded(events::gathered);
    }
  }

  @Override
  public void onDataChannel(RTCDataChannel channel) {
    LibwebrtcStack.guarded(() -> events.channel(LibwebrtcChannel.observe(channel, events)));
  }
}
