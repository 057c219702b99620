package gossamer.peer.content;

import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One fetch: the manifest, then span by span the hashes and the blocks, from all holders at once.
 * Blocks are asked for in order; a holder that has nothing left to do takes over what a slower one
 * would send last. Times are in milliseconds.
 */
final class Fetch {
  /** Without any answer for so long a holder counts as slow, and others are asked. */
  private static final int ANSWER_TIMEOUT = 5_000;

  /** The fetch fails when nobody was of use for so long, twice that while connecting. */
  private static final int ALONE = 15_000;

  private static final int PROGRESS = 100;

  /** For so many blocks one holder more is wanted. */
  private static final int BLOCKS_PER_HOLDER = 64;

  final int ticket;
  final byte[] content;
  final Id key;
  final Holders holders;
  private final Downloads downloads;
  private final ContentPort port;
  private final StoreQueue store;
  private @Nullable Manifest manifest;

  /** Null until the store is ready. */
  private @Nullable Blocks blocks;

  /** Who is asked for the hashes of the next span. */
  private @Nullable Holder asked;

  /** What the last holder that was banned did. */
  private @Nullable ErrorCode error;

  private boolean over;
  private int outstanding;
  private int idle;
  private long bytes;
  private long reported = -1;
  private long reportedAt;

  Fetch(Downloads downloads, Command.Fetch command) {
    this.downloads = downloads;
    port = downloads.port();
    store = new StoreQueue(port, command.ticket());
    ticket = command.ticket();
    content = command.content();
    key = Id.of(content);
    holders = new Holders(downloads, key);
    holders.add(command.holders());
  }

  /** Whether it ended. */
  boolean over() {
    return over;
  }

  /** Whether it waits for the application's store, and so for nothing else. */
  boolean ready() {
    return manifest != null && blocks == null;
  }

  /** The store is ready. */
  void receive(long now) {
    Manifest known = manifest;
    if (known != null && blocks == null) {
      blocks = new Blocks(known);
      idle = 0;
      reportedAt = now;
      finishWhenComplete(now);
    }
  }

  /** Asks for whatever there is room for. */
  void pump() {
    for (int i = 0; i < holders.all().size() && !over; i++) {
      Holder holder = holders.all().get(i);
      if (!holder.usable()) {
        continue;
      }
      if (manifest == null && !holder.manifestAsked) {
        holder.beforeAsking();
        holder.manifestAsked = true;
        port.send(holder.link, new Frame.ManifestRequest(content));
      }
      Blocks known = blocks;
      if (known != null) {
        askHashes(holder, known);
        askBlocks(holder, known);
      }
    }
  }

  private void askHashes(Holder holder, Blocks known) {
    int wanted = known.wanted();
    if (wanted >= 0 && asked == null) {
      holder.beforeAsking();
      holder.hashesAsked = true;
      asked = holder;
      port.send(holder.link, new Frame.HashesRequest(content, wanted));
    }
  }

  private void askBlocks(Holder holder, Blocks known) {
    int window = Math.min(holder.window, downloads.windowLimit());
    if (store.isFull() || holder.outstanding > window - window / 4) {
      return;
    }
    int room = Math.min(window - holder.outstanding, downloads.room(outstanding));
    while (room > 0) {
      int first = known.claim(holder, Math.min(room, Limits.BLOCKS));
      if (first < 0) {
        break;
      }
      room -= known.run();
      ask(holder, first, known.run());
    }
    if (holder.outstanding == 0 && room > 0 && known.wanted() < 0) {
      steal(holder, known, room);
    }
  }

  private void ask(Holder holder, int first, int count) {
    holder.beforeAsking();
    holder.stopped = false;
    count(holder, count);
    port.send(holder.link, new Frame.BlocksRequest(content, holder.tag, first, count));
  }

  private void count(Holder holder, int more) {
    holder.outstanding += more;
    outstanding += more;
    downloads.count(more);
  }

  /** Nothing is free: takes half of what the holder that needs longest is asked for. */
  private void steal(Holder thief, Blocks known, int room) {
    Holder victim = holders.slowest(thief);
    if (victim == null) {
      return;
    }
    int first = known.steal(thief, victim, Math.min(room, (victim.outstanding + 1) / 2));
    if (first >= 0) {
      count(victim, -known.run());
      victim.late += known.run();
      takeBack(victim);
      ask(thief, first, known.run());
    }
  }

  /** An answer about this content, from one of its holders. */
  void onReply(Holder holder, Frame reply) {
    if (reply instanceof Frame.ManifestReply manifestReply) {
      onManifest(holder, manifestReply.manifest());
    } else if (reply instanceof Frame.HashesReply hashes) {
      onHashes(holder, hashes);
    } else if (reply instanceof Frame.ContentError failure) {
      onError(holder, failure.reason());
    }
  }

  private void onManifest(Holder holder, byte[] encoded) {
    // An answer after its time-out is as good as any, while it is of use.
    if (!holder.manifestAsked && manifest != null) {
      port.count(ErrorCode.UNEXPECTED);
      return;
    }
    holder.manifestAsked = false;
    if (!Arrays.equals(Manifest.contentId(encoded), content)) {
      ban(holder, ErrorCode.CORRUPT);
      return;
    }
    holder.wasOfUse();
    idle = 0;
    if (manifest == null) {
      try {
        manifest = Manifest.decode(encoded);
      } catch (ProtocolException e) {
        // Every holder has these same bytes.
        end(e.code(), "manifest");
        return;
      }
      port.emit(new Event.ManifestKnown(ticket, encoded));
    }
  }

  private void onHashes(Holder holder, Frame.HashesReply reply) {
    Blocks known = blocks;
    if (known == null || known.wanted() != reply.span()) {
      port.count(ErrorCode.UNEXPECTED);
      return;
    }
    forgetHashes();
    if (known.add(new MerkleTree.SpanHashes(reply.leaves(), reply.proof()))) {
      holder.wasOfUse();
      idle = 0;
    } else {
      ban(holder, ErrorCode.CORRUPT);
    }
  }

  private void forgetHashes() {
    if (asked != null) {
      asked.hashesAsked = false;
      asked = null;
    }
  }

  /** A block came from a holder of this fetch. */
  void onBlock(Holder holder, int index, Input.BulkReceived bulk) {
    Blocks known = blocks;
    Holder owner = known == null ? null : known.owner(index);
    boolean late = owner != holder && holder.late > 0;
    if (late) {
      holder.late--;
    }
    if (known == null || owner != holder && !late) {
      downloads.drop(bulk.ref());
      port.count(ErrorCode.UNEXPECTED);
      return;
    }
    if (holder.banned || owner == null && known.state(index) != Blocks.FREE) {
      downloads.drop(bulk.ref());
      return;
    }
    if (!known.isTrue(index, bulk.digest(), bulk.length())) {
      downloads.drop(bulk.ref());
      ban(holder, ErrorCode.CORRUPT);
      return;
    }
    if (owner != null) {
      count(owner, -1);
      owner.late += owner == holder ? 0 : 1;
    }
    known.keep(index);
    store.add(index, bulk.ref());
    holder.blockCame();
    idle = 0;
    takeBack(holder);
  }

  void onStored(Input.BlockStored stored, long now) {
    Blocks known = blocks;
    int index = stored.index();
    if (known == null || known.state(index) != Blocks.KEPT) {
      return;
    }
    ErrorCode failure = stored.failure();
    if (failure != null) {
      end(failure, "store");
      return;
    }
    bytes += manifest == null ? 0 : manifest.length(index);
    known.stored(index);
    store.stored();
    if (now - reportedAt >= PROGRESS) {
      report(now);
    }
    finishWhenComplete(now);
  }

  private void finishWhenComplete(long now) {
    if (blocks != null && blocks.complete()) {
      report(now);
      close();
      port.emit(new Event.Done(ticket));
    }
  }

  private void report(long now) {
    if (bytes > reported) {
      holders.survey();
      reported = bytes;
      reportedAt = now;
      port.emit(new Event.Progress(ticket, bytes, holders.serving));
    }
  }

  /** The holder cannot, or not now. */
  private void onError(Holder holder, ErrorCode reason) {
    if (reason == ErrorCode.CONTENT_CHANGED || reason == ErrorCode.CORRUPT) {
      ban(holder, reason);
      return;
    }
    release(holder);
    holder.refused(reason == ErrorCode.LIMIT);
  }

  void onLinkDown(Holder holder) {
    holder.link = -1;
    release(holder);
    holder.late = 0;
    holder.rest = Holder.SHORT_REST;
  }

  private void ban(Holder holder, ErrorCode why) {
    port.count(why);
    release(holder);
    holder.banned = true;
    error = why;
    holders.survey();
    if (holders.left == 0) {
      holders.search();
    }
  }

  /** The directory answered. */
  void onFound() {
    ErrorCode why = error;
    holders.survey();
    if (why != null && holders.left == 0) {
      end(why, "no holder is left");
    }
  }

  /** Nothing is asked of the holder any more; its blocks go to others. */
  private void release(Holder holder) {
    holder.manifestAsked = false;
    if (holder == asked) {
      forgetHashes();
    }
    if (holder.outstanding > 0) {
      holder.late += holder.outstanding;
      count(holder, -holder.outstanding);
      if (blocks != null) {
        blocks.release(holder);
      }
    }
    takeBack(holder);
  }

  /** Tells a holder of which nothing is wanted any more not to send what others took over. */
  private void takeBack(Holder holder) {
    if (holder.outstanding == 0 && holder.late > 0 && !holder.stopped && holder.link >= 0) {
      holder.stopped = true;
      port.send(holder.link, new Frame.BlocksCancel(holder.tag));
    }
  }

  /** Lets time pass. */
  void pass(int millis, long now) {
    if (ready() || over) {
      return;
    }
    for (int i = 0; i < holders.all().size(); i++) {
      Holder holder = holders.all().get(i);
      holder.pass(millis);
      if (holder.asked() && holder.waited >= ANSWER_TIMEOUT) {
        onTimeout(holder);
      }
    }
    Manifest known = manifest;
    holders.seek(millis, known == null ? 2 : 1 + known.blocks() / BLOCKS_PER_HOLDER);
    if (over) {
      return;
    }
    idle = store.isBusy() ? 0 : idle + millis;
    if (idle >= (holders.connecting > 0 ? 2 * ALONE : ALONE)) {
      end(error == null ? ErrorCode.NO_HOLDER : error, "no holder answers");
    } else if (now - reportedAt >= PROGRESS && bytes > 0) {
      report(now);
    }
  }

  private void onTimeout(Holder holder) {
    port.count(ErrorCode.TIMEOUT);
    release(holder);
    holders.survey();
    holder.timedOut(holders.usable > 1);
  }

  /** Ends with a failure. */
  void end(ErrorCode code, String reason) {
    close();
    port.emit(new Event.Failed(ticket, code, reason));
  }

  private void close() {
    over = true;
    for (Holder holder : holders.all()) {
      release(holder);
    }
    store.close();
  }
}
