package gossamer.evaluation.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An endpoint whose channels bring back at once what is sent; an offer opens them. */
final class MirrorProgram {
  private MirrorProgram() {}

  public static void main(String[] arguments) throws IOException {
    EndpointProgram.serve(Mirror::new, System.in, System.out);
  }

  /** A connection to itself. */
  private static final class Mirror implements PeerStack.Connection {
    private final PeerStack.Events events;
    private String label = "";

    Mirror(PeerStack.Events events) {
      this.events = events;
      events.candidate(new Candidate("candidate:1", "0", 0));
      events.gathered();
    }

    @Override
    public PeerStack.Channel channel(ChannelOptions options) {
      label = options.label();
      return new Back(label, events);
    }

    @Override
    public String offer() {
      events.open(label);
      return "offer";
    }

    @Override
    public String answer(String offer) {
      return "answer to " + offer;
    }

    @Override
    public void accept(String answer) {
      throw new EndpointException("a mirror has no other side");
    }

    @Override
    public void candidate(Candidate candidate) {
      throw new EndpointException("a mirror has no other side");
    }

    @Override
    public void close() {
      events.closed(label);
    }
  }

  private record Back(String label, PeerStack.Events events) implements PeerStack.Channel {
    @Override
    public void send(ByteBuffer message) {
      events.message(label, message.duplicate().clear());
    }

    @Override
    public long bufferedAmount() {
      return 0;
    }
  }
}
