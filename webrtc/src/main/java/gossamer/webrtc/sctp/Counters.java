package gossamer.webrtc.sctp;

/**
 * What an association counted since it was made.
 *
 * @param packetsSent packets written
 * @param packetsReceived packets handed in, good or bad
 * @param packetsDropped packets of which nothing was used: too short, wrong port, checksum or tag
 * @param chunksDropped chunks that were malformed, out of place or beyond a limit
 * @param messagesSent messages accepted
 * @param messagesReceived messages delivered
 * @param bytesSent payload of DATA chunks sent, retransmissions included
 * @param bytesReceived payload of DATA chunks that were new
 * @param retransmissions DATA chunks sent again
 * @param timeouts expiries of T3-rtx
 * @param duplicates DATA chunks that had come before
 * @param abandoned messages given up (RFC 3758)
 * @param heldBytes now held for incomplete or early messages
 * @param queuedBytes now queued and not yet sent
 * @param inFlightBytes now sent and neither acknowledged nor lost
 * @param windowBytes congestion window now
 * @param smoothedRttMicros SRTT, or -1
 */
public record Counters(
    long packetsSent,
    long packetsReceived,
    long packetsDropped,
    long chunksDropped,
    long messagesSent,
    long messagesReceived,
    long bytesSent,
    long bytesReceived,
    long retransmissions,
    long timeouts,
    long duplicates,
    long abandoned,
    long heldBytes,
    long queuedBytes,
    long inFlightBytes,
    long windowBytes,
    long smoothedRttMicros) {}
