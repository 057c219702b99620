package gossamer.webrtc;

import gossamer.webrtc.channel.ChannelEvent;

/** What a connection tells its owner. */
public sealed interface ConnectionEvent {
  /** DTLS and SCTP are up: channels open. Told once. */
  record Connected() implements ConnectionEvent {}

  /** Something about a channel; {@code Up}, {@code Ended} and {@code Broken} are not among them. */
  record Channel(ChannelEvent event) implements ConnectionEvent {}

  /** The end. Told once, last; the channels were told before. */
  record Closed(CloseReason reason) implements ConnectionEvent {}
}
