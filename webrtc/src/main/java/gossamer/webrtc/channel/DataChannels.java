package gossamer.webrtc.channel;

import gossamer.webrtc.dtls.DtlsRole;
import gossamer.webrtc.sctp.Association;
import gossamer.webrtc.sctp.AssociationState;
import gossamer.webrtc.sctp.Delivery;
import gossamer.webrtc.sctp.Event;
import gossamer.webrtc.sctp.Message;
import gossamer.webrtc.sctp.SendResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The data channels of one association (RFC 8831, RFC 8832). The owner polls events here instead of
 * at the association, and packets there; time is in microseconds.
 */
public final class DataChannels {
  private static final int STRING = 51;
  private static final int BINARY = 53;
  private static final int STRING_EMPTY = 56;
  private static final int BINARY_EMPTY = 57;

  private final Association association;
  private final ChannelLimits limits;
  private final Announcements announcements;
  private final StreamIds ids = new StreamIds();
  private final TreeMap<Integer, DataChannel> channels = new TreeMap<>();
  private @Nullable ArrayDeque<ChannelEvent> events;
  private @Nullable List<DataChannel> nameless;
  private @Nullable DtlsRole role;

  private long dropped;
  private long unannounced;

  /** No channels yet. */
  public DataChannels(Association association, ChannelLimits limits) {
    this.association = association;
    this.limits = limits;
    this.announcements = new Announcements(association);
  }

  /** Tells which ids are this side's: even ones for the client (RFC 8832, section 6). */
  public void role(DtlsRole own) {
    role = own;
  }

  /**
   * Opens a channel; {@link ChannelEvent.Opened} follows once the association is up and the other
   * side could be told, at once if so; {@link ChannelEvent.Closed} when it cannot be told.
   *
   * @return empty when there are too many channels, or the id is taken, or none is left
   */
  public Optional<DataChannel> open(ChannelOptions options, long nowMicros) {
    AssociationState state = association.state();
    if (state.compareTo(AssociationState.ESTABLISHED) > 0 || count() >= limits.channels()) {
      return Optional.empty();
    }
    int id = options.negotiatedId();
    if (id >= 0 && (channels.containsKey(id) || id >= association.outboundStreams())) {
      return Optional.empty();
    }
    boolean up = state == AssociationState.ESTABLISHED && role != null;
    if (id < 0 && up) {
      id = freeId();
      if (id < 0) {
        return Optional.empty();
      }
    }
    DataChannel channel = new DataChannel(options, id, true);
    if (id >= 0) {
      channels.put(id, channel);
    } else {
      if (nameless == null) {
        nameless = new ArrayList<>(4);
      }
      nameless.add(channel);
    }
    if (state == AssociationState.ESTABLISHED && id >= 0) {
      begin(channel, nowMicros);
    }
    return Optional.of(channel);
  }

  /** Channels that are not closed. */
  public int count() {
    return channels.size() + (nameless == null ? 0 : nameless.size());
  }

  /** Messages of the other side that had no place: malformed, without channel, beyond a limit. */
  public long dropped() {
    return dropped;
  }

  /** Channels that were closed because the other side could not be told of them. */
  public long unannounced() {
    return unannounced;
  }

  private int freeId() {
    return ids.free(role, association.outboundStreams(), channels.keySet());
  }

  /** The association is up: the channel is announced and open (RFC 8832, section 6). */
  private void begin(DataChannel channel, long now) {
    if (!channel.announces() || said(channel, now)) {
      channel.state = ChannelState.OPEN;
      tell(new ChannelEvent.Opened(channel));
    }
  }

  /** Whether the other side was told of the channel; when it never can be, it is closed. */
  private boolean said(DataChannel channel, long now) {
    SendResult result = announcements.say(channel, now);
    if (result != SendResult.ACCEPTED && result != SendResult.WOULD_BLOCK) {
      unannounced++;
      close(channel, now);
    }
    return result == SendResult.ACCEPTED;
  }

  /** Sends a string. */
  public SendResult send(DataChannel channel, String text, long nowMicros) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return send(channel, ByteBuffer.wrap(bytes), true, nowMicros);
  }

  /**
   * Sends bytes, from position to limit; they are not copied and must not change until they were
   * delivered.
   */
  public SendResult send(DataChannel channel, ByteBuffer bytes, long nowMicros) {
    return send(channel, bytes, false, nowMicros);
  }

  /** Sends bytes as what {@code text} says: a string, in UTF-8, or binary. */
  public SendResult send(DataChannel channel, ByteBuffer bytes, boolean text, long nowMicros) {
    if (channel.state != ChannelState.OPEN) {
      return SendResult.CLOSED;
    }
    if (channel.unsaid) {
      return SendResult.WOULD_BLOCK; // nothing overtakes the ACK
    }
    Delivery wanted = channel.options().delivery();
    Delivery delivery = wanted;
    if (!channel.isKnown() && !wanted.ordered()) {
      // Section 6: until the OPEN is acknowledged nothing may overtake it.
      delivery = new Delivery(true, wanted.maxRetransmits(), wanted.lifetimeMillis());
    }
    if (!bytes.hasRemaining()) {
      // RFC 8831, section 6.6: SCTP has no empty messages, so one byte says that there is none.
      ByteBuffer one = ByteBuffer.wrap(new byte[1]);
      int ppid = text ? STRING_EMPTY : BINARY_EMPTY;
      return association.send(new Message(channel.id, ppid, one, delivery), nowMicros);
    }
    int ppid = text ? STRING : BINARY;
    return association.send(new Message(channel.id, ppid, bytes, delivery), nowMicros);
  }

  /** Bytes of the channel that were accepted and not yet sent. */
  public long bufferedAmount(DataChannel channel) {
    return channel.id < 0 ? 0 : association.bufferedAmount(channel.id);
  }

  /** {@link ChannelEvent.BufferedAmountLow} comes when the amount falls to so many bytes. */
  public void bufferedAmountLowThreshold(DataChannel channel, long bytes) {
    if (channel.id >= 0) {
      association.bufferedAmountLowThreshold(channel.id, bytes);
    }
  }

  /**
   * Closes a channel after what was accepted has been sent (RFC 8831, section 6.7); {@link
   * ChannelEvent.Closed} follows.
   */
  public void close(DataChannel channel, long nowMicros) {
    channel.unsaid = false;
    switch (channel.state) {
      case CONNECTING -> {
        channels.values().remove(channel);
        if (nameless != null) {
          nameless.remove(channel);
        }
        closed(channel);
      }
      case OPEN -> {
        channel.state = ChannelState.CLOSING;
        association.resetStreams(new int[] {channel.id}, nowMicros);
      }
      default -> {}
    }
  }

  /** The next event of the channels, or null. */
  public @Nullable ChannelEvent poll(long nowMicros) {
    while (true) {
      if (events != null) {
        ChannelEvent told = events.poll();
        if (told != null) {
          return told;
        }
        events = null;
      }
      Event event = association.poll();
      if (event == null) {
        return null;
      }
      take(event, nowMicros);
    }
  }

  private void take(Event event, long now) {
    switch (event) {
      case Event.Established ignored -> established(now);
      case Event.MessageReceived message -> received(message, now);
      case Event.IncomingStreamsReset reset -> incomingReset(reset.streams(), now);
      case Event.OutgoingStreamsReset reset -> outgoingReset(reset.streams());
      case Event.ResetRefused refused -> refused(refused.streams());
      case Event.BufferedAmountLow low -> {
        DataChannel channel = channels.get(low.stream());
        if (channel != null) {
          tell(new ChannelEvent.BufferedAmountLow(channel));
        }
      }
      case Event.Writable ignored -> {
        for (DataChannel channel : announcements.take()) {
          if (channel.announces()) {
            begin(channel, now);
          } else {
            said(channel, now);
          }
        }
        tell(new ChannelEvent.Writable());
      }
      case Event.Closed ignored -> {
        closeAll();
        tell(new ChannelEvent.Ended());
      }
      case Event.Aborted aborted -> {
        closeAll();
        tell(new ChannelEvent.Broken(aborted.reason(), aborted.detail()));
      }
    }
  }

  private void established(long now) {
    tell(new ChannelEvent.Up());
    for (DataChannel channel : List.copyOf(channels.values())) {
      if (channel.id < association.outboundStreams()) {
        begin(channel, now);
      } else {
        channels.remove(channel.id);
        closed(channel);
      }
    }
    List<DataChannel> waiting = nameless == null ? List.of() : nameless;
    nameless = null;
    for (DataChannel channel : waiting) {
      channel.id = freeId();
      if (channel.id < 0) {
        closed(channel);
      } else {
        channels.put(channel.id, channel);
        begin(channel, now);
      }
    }
  }

  private void received(Event.MessageReceived message, long now) {
    DataChannel channel = channels.get(message.stream());
    if (message.ppid() == Announcements.DCEP) {
      control(channel, message, now);
    } else if (channel == null || channel.incomingReset) {
      dropped++;
    } else {
      switch (message.ppid()) {
        case STRING -> tell(new ChannelEvent.Received(channel, true, message.data()));
        case BINARY -> tell(new ChannelEvent.Received(channel, false, message.data()));
        case STRING_EMPTY, BINARY_EMPTY ->
            tell(
                new ChannelEvent.Received(
                    channel, message.ppid() == STRING_EMPTY, ByteBuffer.allocate(0)));
        default -> dropped++; // also 52 and 54, which RFC 8831 took back
      }
    }
  }

  private void control(@Nullable DataChannel channel, Event.MessageReceived message, long now) {
    ByteBuffer data = message.data();
    int type = data.get(data.position());
    if (type == OpenMessage.ACK && channel != null && channel.announces()) {
      channel.acknowledged = true;
    } else if (type == OpenMessage.OPEN && channel == null) {
      announced(message.stream(), OpenMessage.parse(data, limits.nameBytes()), now);
    } else {
      dropped++;
    }
  }

  private void announced(int id, @Nullable ChannelOptions options, long now) {
    int theirs = role == DtlsRole.CLIENT ? 1 : 0;
    if (options == null || (id & 1) != theirs || count() >= limits.channels()) {
      dropped++;
      association.resetStreams(new int[] {id}, now); // RFC 8832, section 6: it is closed again
      return;
    }
    DataChannel channel = new DataChannel(options, id, false);
    channel.state = ChannelState.OPEN;
    channels.put(id, channel);
    tell(new ChannelEvent.Announced(channel));
    said(channel, now);
  }

  // --- closing ---

  private void incomingReset(int[] streams, long now) {
    int[] all =
        streams.length > 0
            ? streams
            : channels.keySet().stream().mapToInt(Integer::intValue).toArray();
    for (int id : all) {
      DataChannel channel = channels.get(id);
      if (channel == null) {
        continue;
      }
      channel.incomingReset = true;
      channel.unsaid = false;
      if (channel.state == ChannelState.OPEN) {
        channel.state = ChannelState.CLOSING;
        association.resetStreams(new int[] {id}, now);
      }
      finish(channel);
    }
  }

  private void outgoingReset(int[] streams) {
    for (int id : streams) {
      DataChannel channel = channels.get(id);
      if (channel != null) {
        channel.outgoingReset = true;
        if (channel.state == ChannelState.OPEN) {
          channel.state = ChannelState.CLOSING; // the other side asked for it (RFC 6525, 5.2.3)
        }
        finish(channel);
      }
    }
  }

  private void refused(int[] streams) {
    for (int id : streams) {
      DataChannel channel = channels.remove(id);
      ids.spoil(id);
      if (channel != null) {
        closed(channel);
      }
    }
  }

  private void finish(DataChannel channel) {
    if (channel.incomingReset && channel.outgoingReset) {
      channels.remove(channel.id);
      closed(channel);
    }
  }

  private void closed(DataChannel channel) {
    channel.unsaid = false;
    channel.state = ChannelState.CLOSED;
    tell(new ChannelEvent.Closed(channel));
  }

  private void closeAll() {
    for (DataChannel channel : channels.values()) {
      closed(channel);
    }
    channels.clear();
    if (nameless != null) {
      nameless.forEach(this::closed);
      nameless = null;
    }
  }

  private void tell(ChannelEvent event) {
    if (events == null) {
      events = new ArrayDeque<>(4);
    }
    events.add(event);
  }
}
