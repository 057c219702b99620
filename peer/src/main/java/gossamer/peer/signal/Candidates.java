package gossamer.peer.signal;

import gossamer.peer.host.Output;
import gossamer.peer.link.Link;
import gossamer.peer.link.Self;
import gossamer.peer.signal.Post.Note;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Reader;
import gossamer.peer.wire.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trickled ICE candidates (RFC 8838): batches of them, and those that overtook their offer. */
final class Candidates {
  /** Candidates of one call, either way. */
  static final int PER_CALL = 64;

  /** Calls whose candidates came before their offer. */
  private static final int CALLS = 32;

  /** How long candidates are gathered into one letter: milliseconds. */
  private static final long BATCH = 20;

  private final Self self;
  private final Post post;
  private final Table<Long, List<byte[]>> early = new Table<>();

  Candidates(Self self, Post post) {
    this.self = self;
    this.post = post;
  }

  private static List<byte[]> split(byte[] body) throws ProtocolException {
    Reader in = new Reader(body);
    List<byte[]> some = new ArrayList<>();
    while (in.remaining() > 0) {
      some.add(in.block(Output.CANDIDATE));
      ProtocolException.throwIf(some.size() > PER_CALL, ErrorCode.TOO_LARGE, "candidates");
    }
    return some;
  }

  /** A letter with candidates of a remote: for its call, or kept until there is one. */
  void take(Letter letter, @Nullable Call call) {
    try {
      List<byte[]> some = split(letter.body());
      Link link = call == null ? null : call.link;
      if (call == null || link == null || call.number != letter.call() || !call.answered) {
        keep(letter.call(), some);
      } else {
        self.outbox().add(new Output.AddCandidates(link.number(), some));
      }
    } catch (ProtocolException e) {
      self.counters().count(e.code());
    }
  }

  /** Keeps candidates that came before the description; the oldest call makes room. */
  private void keep(long call, List<byte[]> some) {
    List<byte[]> kept = early.get(call);
    if (kept == null) {
      kept = new ArrayList<>();
      early.put(call, kept);
    }
    if (kept.size() + some.size() <= PER_CALL) {
      kept.addAll(some);
    }
    if (early.size() > CALLS) {
      early.removeOldest();
    }
  }

  /** The remote's description is there: what came before it follows. */
  void early(Call call, Link link) {
    List<byte[]> kept = early.remove(call.number);
    if (kept != null) {
      self.outbox().add(new Output.AddCandidates(link.number(), kept));
    }
  }

  /** The host found a candidate. */
  void found(@Nullable Call call, byte[] candidate) {
    if (call == null) {
      return;
    }
    if (candidate.length > Output.CANDIDATE || call.candidates >= PER_CALL) {
      self.counters().count(ErrorCode.TOO_LARGE);
      return;
    }
    call.candidates++;
    call.batch.add(candidate);
    call.batchAt = Math.min(call.batchAt, self.now() + BATCH);
  }

  /** Sends what was found since the last time. */
  void flush(Call call) {
    PeerRecord record = call.record;
    if (record == null || !call.described) {
      call.batchAt = self.now() + BATCH;
      return;
    }
    Writer body = new Writer(512);
    for (byte[] candidate : call.batch) {
      body.block(candidate);
    }
    call.batch = new ArrayList<>();
    call.batchAt = Long.MAX_VALUE;
    post.send(
        record,
        new Note(Letter.Kind.CANDIDATES, call.number, body.toBytes(), call.attempts),
        failure -> {});
  }
}
