package gossamer.jvm;

import gossamer.jvm.channel.ConnectionOwner;
import gossamer.jvm.channel.EndpointPort;
import gossamer.peer.wire.ErrorCode;
import gossamer.webrtc.CloseReason;
import gossamer.webrtc.Connection;
import gossamer.webrtc.ConnectionEvent;
import gossamer.webrtc.channel.ChannelEvent;
import gossamer.webrtc.channel.DataChannel;
import gossamer.webrtc.sctp.SendResult;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pipe of frames of the channel with id 0 of each connection, whoever dialled. Lives on the
 * peer's loop.
 */
final class Pipes implements ConnectionOwner {
  private final Map<Connection, Pipe> pipes = new HashMap<>(2);
  private final Function<DirectPort.Channel, DirectPort.Events> acceptor;
  private final Runnable flush;

  /**
   * For connections that share a port.
   *
   * @param acceptor is handed each channel once it is open
   * @param flush sends what a connection was given, at the end of the turn
   */
  Pipes(Function<DirectPort.Channel, DirectPort.Events> acceptor, Runnable flush) {
    this.acceptor = acceptor;
    this.flush = flush;
  }

  /** Channels that are open. */
  int count() {
    return pipes.size();
  }

  @Override
  public void happened(Connection connection, ConnectionEvent event, long nowMicros) {
    switch (event) {
      case ConnectionEvent.Connected e -> {}
      case ConnectionEvent.Channel(ChannelEvent.Opened(DataChannel channel))
          when channel.id() == 0 -> {
        Pipe pipe = new Pipe(connection, channel);
        pipes.put(connection, pipe);
        pipe.events = acceptor.apply(pipe);
      }
      case ConnectionEvent.Channel(ChannelEvent.Received r) -> received(connection, r);
      case ConnectionEvent.Channel(ChannelEvent.Closed(DataChannel channel))
          when channel.id() == 0 ->
          connection.close(nowMicros);
      case ConnectionEvent.Channel e -> {}
      case ConnectionEvent.Closed(CloseReason reason) -> {
        Pipe pipe = pipes.remove(connection);
        if (pipe != null) {
          pipe.tellClosed(reason == CloseReason.TIMEOUT ? ErrorCode.TIMEOUT : ErrorCode.CLOSED);
        }
      }
    }
  }

  private void received(Connection connection, ChannelEvent.Received message) {
    Pipe pipe = pipes.get(connection);
    if (pipe != null && message.channel().id() == 0) {
      byte[] bytes = new byte[message.data().remaining()];
      message.data().get(bytes);
      pipe.tell(bytes);
    }
  }

  /** The channel of one connection. */
  private final class Pipe implements DirectPort.Channel {
    private final Connection connection;
    private final DataChannel channel;
    private DirectPort.@Nullable Events events;

    Pipe(Connection connection, DataChannel channel) {
      this.connection = connection;
      this.channel = channel;
    }

    void tell(byte[] message) {
      if (events != null) {
        events.message(message);
      }
    }

    void tellClosed(ErrorCode reason) {
      if (events != null) {
        events.closed(reason);
      }
    }

    @Override
    public void send(byte[] message) {
      long now = EndpointPort.nowMicros();
      SendResult result = connection.send(channel, ByteBuffer.wrap(message), false, now);
      if (result == SendResult.WOULD_BLOCK) {
        connection.close(now);
      }
      flush.run();
    }

    @Override
    public void close() {
      connection.close(channel, EndpointPort.nowMicros());
      flush.run();
    }

    @Override
    public byte[] ownFingerprint() {
      return connection.fingerprint();
    }

    @Override
    public byte[] peerFingerprint() {
      return connection.peerFingerprint();
    }
  }
}
