package gossamer.peer.link;

import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import org.jspecify.annotations.Nullable;

/** What happened to a link, for the layers above. */
public sealed interface LinkEvent {
  /** Both ids are proved. */
  record Up(Link link) implements LinkEvent {}

  /** A link that was up is gone. */
  record Down(Link link, ErrorCode reason) implements LinkEvent {}

  /** A link that was being opened did not come up; {@code address} when it was dialled. */
  record Failed(Link link, @Nullable String address, ErrorCode reason) implements LinkEvent {}

  /** A link's path seems to have failed; it may come back by itself. */
  record Silent(Link link) implements LinkEvent {}

  /** A frame for the layers above. */
  record Received(Link link, Frame frame) implements LinkEvent {}

  /** The neighbours that a neighbour tells have changed. */
  record NeighboursChanged(Link link) implements LinkEvent {}
}
