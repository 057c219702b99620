package gossamer.peer.signal;

import gossamer.peer.host.Output;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import gossamer.peer.wire.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trickled ICE candidates (RFC 8838): batches of them, and those that overtook their offer. */
final class Candidates {
  /** Candidates of one call, either way. */
  static final int PER_CALL = 64;

  /** Calls whose candidates came before their offer. */
  private static final int CALLS = 32;

  private final Map<Long, List<byte[]>> early = new LinkedHashMap<>();

  /** The body of a letter with these candidates. */
  static byte[] join(List<byte[]> candidates) {
    Writer body = new Writer(512);
    for (byte[] candidate : candidates) {
      body.block(candidate);
    }
    return body.toBytes();
  }

  /** The candidates in the body of a letter. */
  static List<byte[]> split(byte[] body) throws ProtocolException {
    Reader in = new Reader(body);
    List<byte[]> some = new ArrayList<>();
    while (in.remaining() > 0) {
      some.add(in.block(Output.CANDIDATE));
      if (some.size() > PER_CALL) {
        throw new ProtocolException(ErrorCode.TOO_LARGE, "candidates");
      }
    }
    return some;
  }

  /** Keeps candidates of a call whose offer is still on its way; the oldest call makes room. */
  void keep(long call, List<byte[]> some) {
    List<byte[]> kept = early.computeIfAbsent(call, n -> new ArrayList<>());
    if (kept.size() + some.size() <= PER_CALL) {
      kept.addAll(some);
    }
    if (early.size() > CALLS) {
      Iterator<Long> first = early.keySet().iterator();
      first.next();
      first.remove();
    }
  }

  /** What came before the offer of this call, or null. */
  @Nullable List<byte[]> remove(long call) {
    return early.remove(call);
  }
}
