package gossamer.webrtc;

import gossamer.webrtc.channel.ChannelEvent;
import gossamer.webrtc.channel.DataChannels;
import gossamer.webrtc.dtls.DtlsSession;
import gossamer.webrtc.dtls.DtlsState;
import gossamer.webrtc.sctp.Association;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * DTLS and the SCTP association in it (RFC 8261), from the datagrams of a path upwards. The
 * association is made when the handshake is complete: what only began to connect has none.
 */
final class Carrier {
  private final DtlsSession dtls;
  private final Supplier<Sctp> later;
  private final boolean connects;
  private final ByteBuffer plain;
  private final Queue<ByteBuffer> farewell = new ArrayDeque<>(2);
  private @Nullable Sctp sctp;
  private @Nullable CloseReason end;
  private boolean started;

  /** An association and the channels on it. */
  record Sctp(Association association, DataChannels channels) {}

  /**
   * A carrier that has not started.
   *
   * @param later asked once, when the handshake is complete
   * @param connects whether this side sends an INIT
   * @param plain room for one packet, shared by all carriers of a thread
   */
  Carrier(DtlsSession dtls, Supplier<Sctp> later, boolean connects, ByteBuffer plain) {
    this.dtls = dtls;
    this.later = later;
    this.connects = connects;
    this.plain = plain;
  }

  void start(long now) {
    if (!started) {
      started = true;
      dtls.start(now);
    }
  }

  boolean started() {
    return started;
  }

  /** Sends the flight that waits for an answer again: the path works now. */
  void resend(long now) {
    if (started && dtls.state() == DtlsState.HANDSHAKING) {
      dtls.resend(now);
    }
  }

  /** Asks the other side for a sign of life. */
  void probe(long now) {
    Association association = association();
    if (association != null) {
      association.probe(now);
    }
  }

  /** Takes one datagram; true when something in it decrypted, so it is the other side's. */
  boolean receive(ByteBuffer datagram, long now) {
    if (!started || end != null) {
      return false;
    }
    boolean before = connected();
    dtls.receive(datagram, now);
    boolean proof = !before && connected();
    if (proof) {
      Sctp made = later.get();
      sctp = made;
      if (connects) {
        made.association().connect(now);
      } else {
        made.association().listen(dtls.roundTripMicros(), now);
      }
    }
    while (dtls.pollPacket(plain.clear())) {
      proof = true;
      Association association = association();
      if (association != null) {
        association.receive(plain.flip(), now);
      }
    }
    look();
    return proof;
  }

  void tick(long now) {
    if (end != null) {
      return;
    }
    if (dtls.deadlineMicros() <= now) {
      dtls.tick(now);
    }
    Association association = association();
    if (association != null && association.deadlineMicros() <= now) {
      association.tick(now);
    }
    look();
  }

  long deadlineMicros() {
    Association association = association();
    if (end != null) {
      return Long.MAX_VALUE;
    }
    return association == null
        ? dtls.deadlineMicros()
        : Math.min(dtls.deadlineMicros(), association.deadlineMicros());
  }

  /** Writes the next datagram, from the position; false when there is none. */
  boolean pollDatagram(ByteBuffer into, long now) {
    ByteBuffer last = farewell.poll();
    if (last != null) {
      into.put(last);
      return true;
    }
    if (dtls.pollDatagram(into)) {
      return true;
    }
    return end == null && pollPacket(into, now);
  }

  private boolean pollPacket(ByteBuffer into, long now) {
    Association association = association();
    return association != null
        && association.pollPacket(plain.clear(), now)
        && dtls.protect(plain.flip(), into);
  }

  /** The channels, once the handshake is complete. */
  @Nullable DataChannels channels() {
    Sctp made = sctp;
    return made == null ? null : made.channels();
  }

  private @Nullable Association association() {
    Sctp made = sctp;
    return made == null ? null : made.association();
  }

  /** The next event; null when there is none. The end is not among them. */
  @Nullable ConnectionEvent next(long now) {
    DataChannels channels = channels();
    while (channels != null) {
      ChannelEvent event = channels.poll(now);
      switch (event) {
        case null -> {
          return null;
        }
        case ChannelEvent.Up() -> {
          return new ConnectionEvent.Connected();
        }
        case ChannelEvent.Ended() -> end(CloseReason.REMOTE);
        case ChannelEvent.Broken(var reason, var detail) ->
            end(
                switch (reason) {
                  case LOCAL -> CloseReason.LOCAL;
                  case REMOTE -> CloseReason.REMOTE;
                  case TIMEOUT -> CloseReason.TIMEOUT;
                  case PROTOCOL_VIOLATION, LIMIT -> CloseReason.VIOLATION;
                });
        default -> {
          return new ConnectionEvent.Channel(event);
        }
      }
    }
    return null;
  }

  boolean connected() {
    return dtls.state() == DtlsState.CONNECTED;
  }

  /** SHA-256 of the certificate of the other side; only after the handshake. */
  byte[] peerFingerprint() {
    return dtls.peerFingerprint();
  }

  /** Why it ended; null while it has not. */
  @Nullable CloseReason end() {
    return end;
  }

  /** Tells the other side and ends; the last datagrams are then polled. */
  void close(CloseReason reason, long now) {
    if (end == null) {
      Association association = association();
      if (association != null) {
        association.abort("closed");
        ByteBuffer datagram = ByteBuffer.allocate(dtls.datagramSize());
        while (farewell.size() < 2 && pollPacket(datagram, now)) {
          farewell.add(datagram.flip());
          datagram = ByteBuffer.allocate(dtls.datagramSize());
        }
      }
      end = reason;
      if (started) {
        dtls.close(now);
      }
    }
  }

  private void end(CloseReason reason) {
    if (end == null) {
      end = reason;
    }
  }

  private void look() {
    switch (dtls.state()) {
      case CLOSED -> end(CloseReason.REMOTE);
      case FAILED -> end(CloseReason.REFUSED);
      default -> {}
    }
  }
}
