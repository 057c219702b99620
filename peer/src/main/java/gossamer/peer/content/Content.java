package gossamer.peer.content;

import gossamer.peer.host.BulkHeader;
import gossamer.peer.host.Command;
import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import java.util.List;

/**
 * Sharing and fetching of content: decides who sends which block to whom; the bytes themselves are
 * moved by the host. A {@link ProtocolException} is nonsense of the link's other side, and the link
 * is to be closed. Times are in milliseconds and never go back.
 */
public final class Content {
  private final ContentPort port;
  private final Uploads uploads;
  private final Downloads downloads;

  /** Content of the peer with the id {@code self}. */
  public Content(ContentPort port, Id self) {
    this.port = port;
    uploads = new Uploads(port);
    downloads = new Downloads(port, self);
  }

  /** A link to this peer is authenticated, and an earlier one is down. */
  public void linkUp(int link, Id peer, long now) {
    downloads.pass(now);
    downloads.linkUp(link, peer);
  }

  /** The link is gone. */
  public void linkDown(int link, long now) {
    downloads.pass(now);
    uploads.linkDown(link);
    downloads.linkDown(link);
  }

  /**
   * A frame about content.
   *
   * @throws ProtocolException UNEXPECTED for another frame, MALFORMED for a request that nobody who
   *     knows the manifest would make
   */
  public void frame(int link, Frame frame, long now) throws ProtocolException {
    downloads.pass(now);
    if (frame instanceof Frame.ManifestRequest f) {
      uploads.manifestRequest(link, f.content(), now);
    } else if (frame instanceof Frame.HashesRequest f) {
      uploads.hashesRequest(link, f, now);
    } else if (frame instanceof Frame.BlocksRequest f) {
      uploads.blocksRequest(link, f, now);
    } else if (frame instanceof Frame.BlocksCancel f) {
      uploads.blocksCancel(link, f.tag());
    } else if (frame instanceof Frame.ManifestReply f) {
      downloads.reply(link, f.content(), f);
    } else if (frame instanceof Frame.HashesReply f) {
      downloads.reply(link, f.content(), f);
    } else if (frame instanceof Frame.ContentError f) {
      downloads.reply(link, f.content(), f);
    } else {
      throw new ProtocolException(ErrorCode.UNEXPECTED, "not about content");
    }
  }

  /** A block came; it is kept or dropped. */
  public void bulk(Input.BulkReceived bulk, long now) throws ProtocolException {
    downloads.pass(now);
    BulkHeader header;
    try {
      header = BulkHeader.decode(bulk.header());
    } catch (ProtocolException e) {
      port.output(new Output.DropBlock(bulk.ref()));
      throw e;
    }
    downloads.block(header, bulk);
  }

  /** A block left. */
  public void blockSent(Input.BlockSent sent) {
    uploads.blockSent(sent);
  }

  /** A block is in the store, or could not be put there. */
  public void blockStored(Input.BlockStored stored, long now) {
    downloads.pass(now);
    downloads.stored(stored, now);
  }

  /**
   * Carries out Share, Unshare, Fetch, Receive and Cancel; false when the command is not for it.
   */
  public boolean command(Command command, long now) {
    downloads.pass(now);
    if (command instanceof Command.Cancel c) {
      return downloads.cancel(c.ticket());
    }
    if (command instanceof Command.Share c) {
      uploads.share(c);
    } else if (command instanceof Command.Unshare c) {
      uploads.unshare(c.share());
    } else if (command instanceof Command.Fetch c) {
      downloads.fetch(c, now);
    } else if (command instanceof Command.Receive c) {
      downloads.receive(c.ticket(), now);
    } else {
      return false;
    }
    return true;
  }

  /** Answers {@link ContentPort#findHolders}; an empty list when the directory knows none. */
  public void holdersFound(Id key, List<PeerRecord> holders) {
    downloads.holdersFound(key, holders);
  }

  /** Answers {@link ContentPort#connect}: no link to this peer can be had. */
  public void connectFailed(Id peer) {
    downloads.connectFailed(peer);
  }

  /** Ends all fetches: the peer leaves. */
  public void leave() {
    downloads.endAll(ErrorCode.LEFT);
  }

  /** Whether a transfer needs this link: better not to close it for another one. */
  public boolean uses(int link) {
    return uploads.uses(link) || downloads.uses(link);
  }

  /** Lets time pass. */
  public void tick(long now) {
    downloads.pass(now);
  }

  /** When {@link #tick} is wanted next; Long.MAX_VALUE when never. */
  public long deadline() {
    return downloads.deadline();
  }
}
