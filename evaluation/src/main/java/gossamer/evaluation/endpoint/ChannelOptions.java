package gossamer.evaluation.endpoint;

import java.util.OptionalInt;

/**
 * How a channel is made, as W3C's RTCDataChannelInit has it.
 *
 * @param label its name
 * @param streamId its stream when it is negotiated beforehand, else empty
 */
public record ChannelOptions(
    String label,
    boolean ordered,
    OptionalInt maxRetransmits,
    OptionalInt maxPacketLifeTime,
    OptionalInt streamId) {}
