package gossamer.webrtc.channel;

/** One channel, made and changed by {@link DataChannels}. */
public final class DataChannel {
  private final ChannelOptions options;
  private final boolean own;
  int id;
  ChannelState state = ChannelState.CONNECTING;
  boolean acknowledged;

  /** Its OPEN or ACK waits for room. */
  boolean unsaid;

  boolean outgoingReset;
  boolean incomingReset;

  DataChannel(ChannelOptions options, int id, boolean own) {
    this.options = options;
    this.id = id;
    this.own = own;
  }

  /** Stream id; -1 as long as the role in DTLS, on which it depends, is not known. */
  public int id() {
    return id;
  }

  /** As it was asked for, by this side or the other. */
  public ChannelOptions options() {
    return options;
  }

  /** Where it stands. */
  public ChannelState state() {
    return state;
  }

  /** Whether this side announces it to the other. */
  boolean announces() {
    return own && options.negotiatedId() == ChannelOptions.BY_DCEP;
  }

  /** Whether the other side is known to know it, so that messages may overtake its OPEN. */
  boolean isKnown() {
    return !announces() || acknowledged;
  }

  @Override
  public String toString() {
    return "DataChannel[" + id + " \"" + options.label() + "\" " + state + "]";
  }
}
