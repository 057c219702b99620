package gossamer.evaluation.oracle;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import gossamer.evaluation.endpoint.EndpointException;
import gossamer.evaluation.endpoint.PeerStack;
import gossamer.evaluation.endpoint.PeerStack.Events;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** A data channel of libwebrtc. */
record LibwebrtcChannel(String label, RTCDataChannel channel) implements PeerStack.Channel {
  static LibwebrtcChannel observe(RTCDataChannel channel, Events events) {
    String label = channel.getLabel();
    channel.registerObserver(new Observer(label, channel, events));
    if (channel.getState() == RTCDataChannelState.OPEN) {
      events.open(label); // it was open before anybody could be told
    }
    return new LibwebrtcChannel(label, channel);
  }

  @Override
  public void send(ByteBuffer message) {
    // The library declares that anything may be thrown; a task makes one kind of it.
    var sending =
        new FutureTask<Boolean>(() -> {
          channel.send(new RTCDataChannelBuffer(message, true));
          return true;
        });
    sending.run();
    if (sending.state() == Future.State.FAILED) {
      throw new EndpointException("cannot send", sending.exceptionNow());
    }
  }

  @Override
  public long bufferedAmount() {
    return channel.getBufferedAmount();
  }

  /** Passes on what the channel tells. */
  private record Observer(String label, RTCDataChannel channel, Events events)
      implements RTCDataChannelObserver {
    @Override
    public void onBufferedAmountChange(long previous) {
      LibwebrtcStack.guarded(() -> events.drained(label));
    }

    @Override
    public void onStateChange() {
      LibwebrtcStack.guarded(() -> {
        switch (channel.getState()) {
          case OPEN -> events.open(label);
          case CLOSED -> events.closed(label);
          case CONNECTING, CLOSING -> {}
        }
      });
    }

    @Override
    public void onMessage(RTCDataChannelBuffer buffer) {
      LibwebrtcStack.guarded(() -> events.message(label, buffer.data));
    }
  }
}
