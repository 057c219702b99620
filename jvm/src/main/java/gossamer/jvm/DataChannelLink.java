package gossamer.jvm;

import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Path;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Limits;
import java.util.Arrays;

/** The transport of one link over a data channel: each message is one frame. */
final class DataChannelLink implements FrameLink, DirectPort.Events {
  private final int number;
  private final DirectPort.Channel channel;
  private final Owner owner;
  private final Traffic traffic;
  private boolean closing;

  DataChannelLink(int number, DirectPort.Channel channel, Owner owner, Traffic traffic) {
    this.number = number;
    this.channel = channel;
    this.owner = owner;
    this.traffic = traffic;
  }

  @Override
  public int number() {
    return number;
  }

  /** What the core is told: a Hello here is bound to both certificates. */
  Input.LinkOpened opened() {
    byte[] own = channel.ownFingerprint();
    byte[] other = channel.peerFingerprint();
    return new Input.LinkOpened(
        number, LinkRole.SYMMETRIC, join(own, other), join(other, own), Path.DIRECT);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public void send(byte[] frame) {
    if (!closing) {
      traffic.sent(frame.length);
      channel.send(frame);
    }
  }

  @Override
  public void flush() {
    // What a channel is given leaves at the end of the turn.
  }

  @Override
  public void close() {
    closing = true;
    channel.close();
  }

  @Override
  public void message(byte[] message) {
    if (closing) {
      return;
    }
    if (message.length > Limits.FRAME) {
      traffic.oversizedMessage();
      close();
      owner.closed(this, ErrorCode.TOO_LARGE);
      return;
    }
    traffic.received(message.length);
    owner.frame(this, message);
  }

  @Override
  public void closed(ErrorCode reason) {
    if (!closing) {
      closing = true;
      owner.closed(this, reason);
    }
    owner.gone(this);
  }
}
