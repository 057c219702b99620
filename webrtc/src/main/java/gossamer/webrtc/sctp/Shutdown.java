package gossamer.webrtc.sctp;

/** Ends the association when both sides have delivered everything (RFC 9260, section 9.2). */
final class Shutdown {
  private final Session session;
  private byte[] pending = {};
  private long timer = Long.MAX_VALUE;

  Shutdown(Session session) {
    this.session = session;
  }

  /** Takes the next step once nothing is left to deliver. */
  void advance(boolean done, long cumulative, long now) {
    if (!done) {
      return;
    }
    if (session.state == AssociationState.SHUTDOWN_PENDING) {
      session.state = AssociationState.SHUTDOWN_SENT;
      begin(ControlChunk.buffer(ChunkType.SHUTDOWN, 0, 4).putInt((int) cumulative).array(), now);
    } else if (session.state == AssociationState.SHUTDOWN_RECEIVED) {
      acknowledge(now);
    }
  }

  private void acknowledge(long now) {
    session.state = AssociationState.SHUTDOWN_ACK_SENT;
    begin(ControlChunk.empty(ChunkType.SHUTDOWN_ACK), now);
  }

  private void begin(byte[] chunk, long now) {
    pending = chunk;
    session.send(chunk);
    timer = now + session.rto.timeout();
  }

  /** The other side began it. */
  void request(long now) {
    switch (session.state) {
      case ESTABLISHED, SHUTDOWN_PENDING -> session.state = AssociationState.SHUTDOWN_RECEIVED;
      case SHUTDOWN_SENT -> acknowledge(now);
      default -> {}
    }
  }

  void acknowledged() {
    if (session.state == AssociationState.SHUTDOWN_SENT
        || session.state == AssociationState.SHUTDOWN_ACK_SENT) {
      session.send(ControlChunk.empty(ChunkType.SHUTDOWN_COMPLETE));
      session.closed();
    } else {
      session.tally.chunksDropped++;
    }
  }

  void completed() {
    if (session.state == AssociationState.SHUTDOWN_ACK_SENT) {
      session.closed();
    } else {
      session.tally.chunksDropped++;
    }
  }

  long deadline() {
    return timer;
  }

  /** T2-shutdown. */
  void tick(long now) {
    if (now >= timer) {
      session.rto.backOff();
      session.countError(session.config.maxRetransmits());
      if (session.state != AssociationState.CLOSED) {
        session.send(pending);
        timer = now + session.rto.timeout();
      }
    }
  }
}
