package gossamer.webrtc;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The first flight of a DTLS client that was faster than its own description: a path is proved as
 * soon as the offerer answers a check, and an answer may come later than that. Without it the
 * handshake would wait until the client sends its flight again.
 */
final class EarlyHandshake {
  /** A ClientHello with a large key share takes two datagrams. */
  static final int MOST = 4;

  private List<ByteBuffer> datagrams = List.of();

  /** Keeps a copy; what is too much is dropped, as on a bad path. */
  void keep(ByteBuffer datagram) {
    if (datagrams.isEmpty()) {
      datagrams = new ArrayList<>(1);
    }
    if (datagrams.size() < MOST) {
      datagrams.add(ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()).flip());
    }
  }

  /** What was kept; nothing is kept after that. */
  List<ByteBuffer> release() {
    List<ByteBuffer> kept = datagrams;
    datagrams = List.of();
    return kept;
  }
}
