package gossamer.jvm;

import gossamer.peer.wire.ErrorCode;

/** The transport of one link: carries whole frames, in order. Lives on the peer's loop. */
interface FrameLink {
  /** The link's number. */
  int number();

  /** Queues one frame; {@link #flush()} sends it. */
  void send(byte[] frame);

  /** Sends what is queued. */
  void flush();

  /** Closes after what was sent has left; its owner is told nothing more but that it is gone. */
  void close();

  /** Who is told what happens on a link. */
  interface Owner {
    /** A frame arrived. */
    void frame(FrameLink link, byte[] frame);

    /** No more frames will arrive or leave; told once, and not after {@link #close()}. */
    void closed(FrameLink link, ErrorCode reason);

    /** The connection is gone; told once, last. */
    void gone(FrameLink link);
  }
}
