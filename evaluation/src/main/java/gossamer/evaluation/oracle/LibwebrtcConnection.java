package gossamer.evaluation.oracle;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import gossamer.evaluation.endpoint.Candidate;
import gossamer.evaluation.endpoint.ChannelOptions;
import gossamer.evaluation.endpoint.EndpointException;
import gossamer.evaluation.endpoint.PeerStack;
import gossamer.evaluation.endpoint.PeerStack.Events;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A peer connection of libwebrtc. */
record LibwebrtcConnection(RTCPeerConnection connection, Events events)
    implements PeerStack.Connection {
  private static final long PATIENCE_SECONDS = 10;

  @Override
  public PeerStack.Channel channel(ChannelOptions options) {
    var init = new RTCDataChannelInit();
    init.ordered = options.ordered();
    options.maxRetransmits().ifPresent(value -> init.maxRetransmits = value);
    options.maxPacketLifeTime().ifPresent(value -> init.maxPacketLifeTime = value);
    options
        .streamId()
        .ifPresent(value -> {
          init.negotiated = true;
          init.id = value;
        });
    return LibwebrtcChannel.observe(connection.createDataChannel(options.label(), init), events);
  }

  @Override
  public String offer() {
    var made = new Made();
    connection.createOffer(new RTCOfferOptions(), made);
    return setLocal(made);
  }

  @Override
  public String answer(String offer) {
    setRemote(RTCSdpType.OFFER, offer);
    var made = new Made();
    connection.createAnswer(new RTCAnswerOptions(), made);
    return setLocal(made);
  }

  @Override
  public void accept(String answer) {
    setRemote(RTCSdpType.ANSWER, answer);
  }

  @Override
  public void candidate(Candidate candidate) {
    connection.addIceCandidate(
        new RTCIceCandidate(candidate.mid(), candidate.line(), candidate.candidate()));
  }

  @Override
  public void close() {
    connection.close();
  }

  private String setLocal(Made made) {
    RTCSessionDescription description = await(made.result);
    var done = new Done();
    connection.setLocalDescription(description, done);
    await(done.result);
    return description.sdp;
  }

  private void setRemote(RTCSdpType type, String sdp) {
    var done = new Done();
    connection.setRemoteDescription(new RTCSessionDescription(type, sdp), done);
    await(done.result);
  }

  private static <T> T await(CompletableFuture<T> result) {
    try {
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new EndpointException("libwebrtc: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EndpointException("interrupted", e);
    }
  }

  /** A description that is being made. */
  private record Made(CompletableFuture<RTCSessionDescription> result)
      implements CreateSessionDescriptionObserver {
    Made() {
      this(new CompletableFuture<>());
    }

    @Override
    public void onSuccess(RTCSessionDescription description) {
      result.complete(description);
    }

    @Override
    public void onFailure(String why) {
      result.completeExceptionally(new EndpointException(why));
    }
  }

  /** A description that is being set. */
  private record Done(CompletableFuture<Boolean> result) implements SetSessionDescriptionObserver {
    Done() {
      this(new CompletableFuture<>());
    }

    @Override
    public void onSuccess() {
      result.complete(true);
    }

    @Override
    public void onFailure(String why) {
      result.completeExceptionally(new EndpointException(why));
    }
  }
}
