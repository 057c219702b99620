package gossamer.evaluation.own;

import gossamer.evaluation.endpoint.PeerStack;
import gossamer.webrtc.PeerConnection;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.sctp.SendResult;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A data channel of ours; what is handed over on any thread is sent on the loop. */
final class OwnChannel implements PeerStack.Channel {
  /** Buffered bytes at which the sender is told that there is room. */
  static final long LOW = 256 << 10;

  private final OwnConnection connection;
  private final DataChannel channel;
  private final Queue<ByteBuffer> handed = new ConcurrentLinkedQueue<>();
  private final AtomicLong handedBytes = new AtomicLong();
  private final AtomicBoolean pumping = new AtomicBoolean();

  OwnChannel(OwnConnection connection, DataChannel channel) {
    this.connection = connection;
    this.channel = channel;
  }

  @Override
  public String label() {
    return channel.options().label();
  }

  @Override
  public void send(ByteBuffer message) {
    ByteBuffer all = message.duplicate().clear();
    handedBytes.addAndGet(all.remaining());
    handed.add(all);
    if (pumping.compareAndSet(false, true)) {
      connection.soon((peer, now) -> {
        pumping.set(false);
        pump(peer, now);
      });
    }
  }

  /** Sends what was handed over, as far as there is room; on the loop. */
  void pump(PeerConnection peer, long now) {
    for (ByteBuffer next = handed.peek(); next != null; next = handed.peek()) {
      int length = next.remaining();
      if (peer.send(channel, next, false, now) == SendResult.WOULD_BLOCK) {
        return;
      }
      handed.remove();
      handedBytes.addAndGet(-length);
    }
  }

  @Override
  public long bufferedAmount() {
    return connection.now((peer, now) -> handedBytes.get() + peer.bufferedAmount(channel));
  }
}
