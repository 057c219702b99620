package gossamer.peer.content;

import gossamer.peer.host.BulkHeader;
import gossamer.peer.host.Command;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output.SendBlock;
import gossamer.peer.id.Id;
import gossamer.peer.table.Queue;
import gossamer.peer.table.Table;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Limits;
import gossamer.peer.wire.ProtocolException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The holder's side: answers who asks for shared content, link by link in turn. */
final class Uploads {
  /** Shares at most; those that were lost make room first. */
  static final int SHARES = 256;

  /** Blocks in the hands of the host for one link. */
  static final int IN_FLIGHT = 16;

  /** Blocks in the hands of the host in all, but see {@link #GUARANTEED}. */
  static final int IN_FLIGHT_ALL = 64;

  /**
   * Blocks that every link may have in the hands of the host whatever the others have, so that some
   * receivers who stall cannot stop the rest.
   */
  static final int GUARANTEED = 2;

  private final ContentPort port;
  private final Table<Integer, Share> shares = new Table<>();
  private final Table<Integer, Requester> requesters = new Table<>();
  private final Queue<Requester> line = new Queue<>();
  private int inFlight;

  Uploads(ContentPort port) {
    this.port = port;
  }

  void share(Command.Share command) {
    ErrorCode refused = null;
    if (shares.contains(command.share())) {
      refused = ErrorCode.INVALID_ARGUMENT;
    } else if (!room()) {
      refused = ErrorCode.LIMIT;
    }
    if (refused != null) {
      port.emit(new Event.Failed(command.ticket(), refused, "share"));
      return;
    }
    Share share;
    try {
      share = new Share(command.share(), command.manifest(), command.leaves());
    } catch (ProtocolException e) {
      port.emit(new Event.Failed(command.ticket(), ErrorCode.INVALID_ARGUMENT, "manifest"));
      return;
    }
    shares.put(share.number, share);
    port.emit(new Event.Shared(command.ticket(), share.content));
    port.announce(Id.of(share.content));
  }

  private boolean room() {
    if (shares.size() < SHARES) {
      return true;
    }
    for (Share share : shares) {
      if (share.tree == null) {
        shares.remove(share.number);
        return true;
      }
    }
    return false;
  }

  void unshare(int number) {
    Share share = shares.remove(number);
    if (share != null && share.tree != null) {
      end(share, ErrorCode.NOT_FOUND, null);
    }
  }

  /** Tells {@code asker}, and everybody else who waits for a block of the share, why it ends. */
  private void end(Share share, ErrorCode reason, @Nullable Requester asker) {
    share.tree = null;
    for (Requester requester : requesters) {
      if (requester.drop(share) || requester == asker) {
        port.send(requester.link, new Frame.ContentError(share.content, reason));
      }
    }
    Share other = find(share.content);
    if (other == null || other.tree == null) {
      port.withdraw(Id.of(share.content));
    }
  }

  /** The share of this content, before one that was lost. */
  private @Nullable Share find(byte[] content) {
    Share lost = null;
    for (Share share : shares) {
      if (Arrays.equals(share.content, content)) {
        if (share.tree != null) {
          return share;
        }
        lost = share;
      }
    }
    return lost;
  }

  void manifestRequest(int link, byte[] content, long now) {
    Share share = held(link, content, now);
    if (share != null) {
      port.send(link, new Frame.ManifestReply(content, share.manifest));
    }
  }

  void hashesRequest(int link, Frame.HashesRequest request, long now) throws ProtocolException {
    Share share = held(link, request.content(), now);
    MerkleTree tree = share == null ? null : share.tree;
    if (share == null || tree == null) {
      return;
    }
    int span = request.span();
    ProtocolException.throwIf(
        span >= MerkleTree.spans(share.described.blocks()),
        ErrorCode.MALFORMED,
        "span beyond the end");
    port.send(
        link, new Frame.HashesReply(request.content(), span, tree.leaves(span), tree.proof(span)));
  }

  /** The share, when it is there and this link may be answered; otherwise the link is told. */
  private @Nullable Share held(int link, byte[] content, long now) {
    Share share = find(content);
    ErrorCode refused = null;
    if (!requester(link, now).mayReply(now)) {
      refused = ErrorCode.LIMIT;
    } else if (share == null) {
      refused = ErrorCode.NOT_FOUND;
    } else if (share.tree == null) {
      refused = ErrorCode.CONTENT_CHANGED;
    }
    if (refused == null) {
      return share;
    }
    port.count(refused);
    port.send(link, new Frame.ContentError(content, refused));
    return null;
  }

  private Requester requester(int link, long now) {
    Requester requester = requesters.get(link);
    if (requester == null) {
      requester = new Requester(link, now);
      requesters.put(link, requester);
    }
    return requester;
  }

  void blocksRequest(int link, Frame.BlocksRequest request, long now) throws ProtocolException {
    Share share = find(request.content());
    if (share == null || share.tree == null) {
      held(link, request.content(), now);
      return;
    }
    int first = request.first();
    int count = request.count();
    ProtocolException.throwIf(
        first > share.described.blocks() - count, ErrorCode.MALFORMED, "blocks beyond the end");
    Requester requester = requester(link, now);
    if (requester.queued + count > Limits.BLOCKS) {
      port.count(ErrorCode.LIMIT);
      port.send(link, new Frame.ContentError(request.content(), ErrorCode.LIMIT));
      return;
    }
    requester.queue.add(new Requester.Run(share, request.tag(), first, count));
    requester.queued += count;
    lineUp(requester);
    sendMore();
  }

  void blocksCancel(int link, int tag) {
    Requester requester = requesters.get(link);
    if (requester != null) {
      requester.cancel(tag);
    }
  }

  void blockSent(Input.BlockSent sent) {
    Requester requester = requesters.get(sent.link());
    SendBlock sending = requester == null ? null : requester.sent(sent.tag(), sent.index());
    if (requester == null || sending == null) {
      return;
    }
    inFlight--;
    ErrorCode failure = sent.failure();
    Share share = shares.get(sending.share());
    if (failure != null && failure != ErrorCode.CLOSED && share != null && share.tree != null) {
      port.count(failure);
      end(share, ErrorCode.CONTENT_CHANGED, requester);
      port.emit(new Event.ShareLost(share.number, failure));
    }
    lineUp(requester);
    sendMore();
  }

  void linkDown(int link) {
    Requester requester = requesters.remove(link);
    if (requester != null) {
      inFlight -= requester.inFlight.size();
      requester.queued = 0;
      sendMore();
    }
  }

  boolean uses(int link) {
    Requester requester = requesters.get(link);
    return requester != null && (requester.queued > 0 || !requester.inFlight.isEmpty());
  }

  private void lineUp(Requester requester) {
    if (!requester.inLine && requester.queued > 0 && requester.inFlight.size() < IN_FLIGHT) {
      requester.inLine = true;
      line.add(requester);
    }
  }

  /** One block for each in turn, until a whole round finds nobody who may send. */
  private void sendMore() {
    int waiting = 0;
    while (waiting < line.size()) {
      Requester requester = line.poll();
      if (requester == null) {
        return;
      }
      requester.inLine = false;
      if (requester.queued > 0
          && (inFlight < IN_FLIGHT_ALL || requester.inFlight.size() < GUARANTEED)) {
        sendOne(requester);
        waiting = 0;
      } else if (requester.queued > 0) {
        waiting++;
      }
      lineUp(requester);
    }
  }

  private void sendOne(Requester requester) {
    Requester.Run run = requester.queue.peek();
    if (run == null) {
      return;
    }
    int index = run.next++;
    requester.queued--;
    if (--run.left == 0) {
      requester.queue.poll();
    }
    inFlight++;
    SendBlock block =
        new SendBlock(
            requester.link,
            run.share.number,
            run.tag,
            index,
            run.share.described.length(index),
            new BulkHeader(run.tag, index).encode());
    requester.inFlight.add(block);
    port.output(block);
  }
}
