package gossamer.webrtc.sctp;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What the parts of one association share: its state, what was agreed, and the way out. */
final class Session {
  /** Control chunks that wait to be polled; what comes when so many wait is left out. */
  private static final int MOST_CONTROL = 16;

  private static final int USER_INITIATED_ABORT = 12;
  private static final int PROTOCOL_VIOLATION = 13;

  final SctpConfig config;
  final Secrets secrets;
  final Tally tally = new Tally();
  final RetransmissionTimeout rto;

  AssociationState state = AssociationState.IDLE;
  int peerTag;
  int peerInitialTsn;
  int outboundStreams;
  int inboundStreams;
  boolean forwardTsn;
  boolean reconfig;
  boolean zeroChecksum;

  /** Expiries in a row without an answer (RFC 9260, section 8.1). */
  int errors;

  /** When something last came in. */
  long heardAt;

  private @Nullable ArrayDeque<ControlChunk> control;
  private @Nullable ArrayDeque<Event> events;

  Session(SctpConfig config, Secrets secrets) {
    this.config = config;
    this.secrets = secrets;
    rto = new RetransmissionTimeout(config);
    outboundStreams = config.streams();
  }

  /** Takes over what the other side said of itself. */
  void agree(InitChunk init) {
    peerTag = init.tag();
    peerInitialTsn = init.initialTsn();
    outboundStreams = Math.min(config.streams(), init.inbound());
    inboundStreams = Math.min(config.streams(), init.outbound());
    forwardTsn = init.forwardTsn();
    reconfig = init.reconfig();
    zeroChecksum = config.zeroChecksum() && init.zeroChecksum();
  }

  void send(byte[] chunk) {
    send(new ControlChunk(chunk, peerTag, false));
  }

  void send(ControlChunk chunk) {
    if (control == null) {
      control = new ArrayDeque<>(4);
    }
    if (control.size() < MOST_CONTROL) {
      control.add(chunk);
    } else {
      tally.chunksDropped++;
    }
  }

  @Nullable ControlChunk nextControl() {
    return control == null ? null : control.peek();
  }

  void removeControl() {
    if (control != null) {
      control.poll();
      if (control.isEmpty()) {
        control = null;
      }
    }
  }

  void tell(Event event) {
    if (events == null) {
      events = new ArrayDeque<>(4);
    }
    events.add(event);
  }

  @Nullable Event nextEvent() {
    if (events == null) {
      return null;
    }
    Event event = events.poll();
    if (event == null) {
      events = null;
    }
    return event;
  }

  void established() {
    state = AssociationState.ESTABLISHED;
    errors = 0;
    tell(new Event.Established());
  }

  void closed() {
    state = AssociationState.CLOSED;
    tell(new Event.Closed());
  }

  /** Ends with an ABORT to the other side, as far as it is known. */
  void abort(AbortReason reason, String detail) {
    if (state == AssociationState.CLOSED) {
      return;
    }
    control = null;
    if (peerTag != 0) {
      int cause = reason == AbortReason.LOCAL ? USER_INITIATED_ABORT : PROTOCOL_VIOLATION;
      send(ControlChunk.abort(cause, detail));
    }
    aborted(reason, detail);
  }

  /** Ends without a word. */
  void aborted(AbortReason reason, String detail) {
    if (state != AssociationState.CLOSED) {
      state = AssociationState.CLOSED;
      tell(new Event.Aborted(reason, detail));
    }
  }

  /** One more expiry without an answer; ends the association when there were too many. */
  void countError(int most) {
    if (++errors > most) {
      abort(AbortReason.TIMEOUT, "no answer");
    }
  }
}
