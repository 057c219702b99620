package gossamer.peer.content;

import gossamer.peer.host.Event;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.PeerRecord;

/** What {@link Content} wants of the rest of the peer. */
public interface ContentPort {
  /** The number of the link to a peer over which content may be fetched, or −1. */
  int linkTo(Id peer);

  /** Sends a frame on an open link. */
  void send(int link, Frame frame);

  /** Hands an output to the host. */
  void output(Output output);

  /** Tells the application. */
  void emit(Event event);

  /** Counts something that went wrong. */
  void count(ErrorCode code);

  /**
   * Opens a link to a holder, unless one is there or under way. Answered by {@link Content#linkUp}
   * or {@link Content#connectFailed}.
   */
  void connect(PeerRecord holder);

  /** Asks the directory for holders under this key; answered by {@link Content#holdersFound}. */
  void findHolders(Id key);

  /** Publishes this peer as a holder under this key, until {@link #withdraw}. */
  void announce(Id key);

  /** Ends {@link #announce}. */
  void withdraw(Id key);
}
