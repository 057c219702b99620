package gossamer.webrtc.channel;

import gossamer.webrtc.dtls.DtlsRole;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which stream the next channel gets (RFC 8832, section 6). */
final class StreamIds {
  private static final int HIGHEST = 65_534;

  /** Ids whose reset was refused: their numbering is unknown, so they are not used again. */
  private @Nullable BitSet spoilt;

  void spoil(int id) {
    if (spoilt == null) {
      spoilt = new BitSet();
    }
    spoilt.set(id);
  }

  /** The lowest that is free, even ones for the client of DTLS; -1 when none is left. */
  int free(@Nullable DtlsRole role, int streams, Set<Integer> taken) {
    int most = Math.min(HIGHEST + 1, streams);
    for (int id = role == DtlsRole.CLIENT ? 0 : 1; id < most; id += 2) {
      if (!taken.contains(id) && (spoilt == null || !spoilt.get(id))) {
        return id;
      }
    }
    return -1;
  }
}
