package gossamer.evaluation.endpoint;

import java.nio.ByteBuffer;

/**
 * An implementation of data channels, as {@link EndpointProgram} drives it. Methods may block; they
 * are called from many threads, but never from within an event.
 */
public interface PeerStack {
  /** Makes a peer connection that tells what happens to it. */
  Connection connect(Events events);

  /** A peer connection. Whatever fails throws {@link EndpointException}. */
  interface Connection {
    /** Makes a channel. */
    Channel channel(ChannelOptions options);

    /** Makes an offer, sets it and returns its SDP. */
    String offer();

    /** Sets the offer, makes an answer, sets it and returns its SDP. */
    String answer(String offer);

    /** Sets the answer. */
    void accept(String answer);

    /** Adds a candidate of the other side. */
    void candidate(Candidate candidate);

    /** Closes it and frees what it holds. */
    void close();
  }

  /** A data channel. */
  interface Channel {
    /** The same for the same channel, and for no other of its connection. */
    String label();

    /** Hands over a binary message: all of the buffer, whatever its position. */
    void send(ByteBuffer message);

    /** Bytes handed over that are not on their way yet. */
    long bufferedAmount();
  }

  /** What a connection tells. None of these blocks or throws. */
  interface Events {
    /** A candidate of this side. */
    void candidate(Candidate candidate);

    /** There will be no more candidates. */
    void gathered();

    /** The other side has made a channel. */
    void channel(Channel channel);

    /** The channel with this label is open. */
    void open(String label);

    /** The channel with this label is closed. */
    void closed(String label);

    /** A message has come; the buffer is only valid during the call. */
    void message(String label, ByteBuffer message);

    /** Less is buffered than before. */
    void drained(String label);
  }
}
