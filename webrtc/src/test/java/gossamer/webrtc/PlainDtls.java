package gossamer.webrtc;

import gossamer.webrtc.dtls.DtlsFactory;
import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.dtls.DtlsSession;
import gossamer.webrtc.dtls.DtlsState;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * DTLS without a cipher: the four flights of version 1.2, resending, certificates that are just
 * fingerprints, and a tag by which records of other sessions are told apart and dropped.
 */
final class PlainDtls implements DtlsFactory {
  private static final int HANDSHAKE = 22;
  private static final int DATA = 23;
  private static final int ALERT = 21;
  private static final long RESEND = 60_000;
  private static final long DEADLINE = 15_000_000;

  private final byte[] fingerprint = new byte[32];
  private final RandomGenerator random;

  PlainDtls(RandomGenerator random) {
    this.random = random;
    random.nextBytes(fingerprint);
  }

  @Override
  public DtlsSession session(DtlsRole role, CertificateCheck accept) {
    return new Session(role, accept);
  }

  @Override
  public byte[] fingerprint() {
    return fingerprint.clone();
  }

  private final class Session implements DtlsSession {
    private final DtlsRole role;
    private final CertificateCheck accept;
    private final Queue<ByteBuffer> datagrams = new ArrayDeque<>();
    private final Queue<ByteBuffer> packets = new ArrayDeque<>();
    private DtlsState state = DtlsState.HANDSHAKING;
    private long tag;
    private int flight;
    private long dueAt = Long.MAX_VALUE;
    private long failAt = Long.MAX_VALUE;
    private byte[] peer = {};

    Session(DtlsRole role, CertificateCheck accept) {
      this.role = role;
      this.accept = accept;
    }

    @Override
    public DtlsState state() {
      return state;
    }

    @Override
    public void start(long now) {
      failAt = now + DEADLINE;
      if (role == DtlsRole.CLIENT) {
        tag = random.nextLong();
        send(1, now);
      }
    }

    /** Sizes are those of the real flights, so that amplification is what it would be. */
    private void send(int number, long now) {
      flight = number;
      int[] sizes = {0, 150, 700, 600, 80};
      ByteBuffer record = ByteBuffer.allocate(sizes[number]);
      record.put((byte) HANDSHAKE).put((byte) number).putLong(tag).put(fingerprint);
      datagrams.add(record.clear());
      dueAt = number == 4 ? Long.MAX_VALUE : now + RESEND;
    }

    @Override
    public void receive(ByteBuffer datagram, long now) {
      ByteBuffer in = datagram.slice();
      if (state != DtlsState.HANDSHAKING && state != DtlsState.CONNECTED || in.remaining() < 10) {
        return;
      }
      int type = in.get();
      int number = in.get();
      long theirs = in.getLong();
      if (role == DtlsRole.SERVER && type == HANDSHAKE && number == 1 && flight == 0) {
        tag = theirs;
      }
      if (theirs != tag) {
        return;
      }
      switch (type) {
        case HANDSHAKE -> handshake(number, in, now);
        case DATA -> {
          if (state == DtlsState.CONNECTED) {
            byte[] bytes = new byte[in.remaining()];
            in.get(bytes);
            packets.add(ByteBuffer.wrap(bytes));
          }
        }
        case ALERT -> state = DtlsState.CLOSED;
        default -> {}
      }
    }

    private void handshake(int number, ByteBuffer in, long now) {
      if (number == flight - 1 && flight > 1) {
        send(flight, now);
      } else if (number == flight + 1 && in.remaining() >= 32) {
        if (peer.length == 0 && number <= 3 && number > 1) {
          peer = new byte[32];
          in.get(peer);
          if (!accept.accepts(peer.clone())) {
            state = DtlsState.FAILED;
            return;
          }
        }
        flight = number;
        dueAt = Long.MAX_VALUE;
        if (number < 4) {
          send(number + 1, now);
        }
        if (number >= 3) {
          state = DtlsState.CONNECTED;
          failAt = Long.MAX_VALUE;
        }
      }
    }

    @Override
    public void resend(long now) {
      if (state == DtlsState.HANDSHAKING && flight > 0 && now - (dueAt - RESEND) >= 10_000) {
        send(flight, now);
      }
    }

    @Override
    public void tick(long now) {
      if (state == DtlsState.HANDSHAKING && now >= failAt) {
        state = DtlsState.FAILED;
      } else if (state == DtlsState.HANDSHAKING && now >= dueAt) {
        send(flight, now);
      }
    }

    @Override
    public long deadlineMicros() {
      return state == DtlsState.HANDSHAKING ? Math.min(dueAt, failAt) : Long.MAX_VALUE;
    }

    @Override
    public boolean pollDatagram(ByteBuffer into) {
      ByteBuffer next = datagrams.poll();
      if (next != null) {
        into.put(next);
      }
      return next != null;
    }

    @Override
    public boolean pollPacket(ByteBuffer into) {
      ByteBuffer next = packets.poll();
      if (next != null) {
        into.put(next);
      }
      return next != null;
    }

    @Override
    public boolean protect(ByteBuffer packet, ByteBuffer into) {
      if (state != DtlsState.CONNECTED) {
        return false;
      }
      into.put((byte) DATA).put((byte) 0).putLong(tag).put(packet);
      return true;
    }

    @Override
    public long roundTripMicros() {
      return -1;
    }

    @Override
    public int datagramSize() {
      return 1_472;
    }

    @Override
    public byte[] peerFingerprint() {
      if (peer.length == 0) {
        throw new IllegalStateException("not connected");
      }
      return Arrays.copyOf(peer, peer.length);
    }

    @Override
    public void close(long now) {
      if (state == DtlsState.CONNECTED) {
        ByteBuffer alert = ByteBuffer.allocate(10);
        alert.put((byte) ALERT).put((byte) 0).putLong(tag);
        datagrams.add(alert.flip());
      }
      state = DtlsState.CLOSED;
    }
  }
}
