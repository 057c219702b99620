package gossamer.webrtc.sctp;

/** The running totals behind {@link Counters}. */
final class Tally {
  long packetsSent;
  long packetsReceived;
  long packetsDropped;
  long chunksDropped;
  long messagesSent;
  long messagesReceived;
  long bytesSent;
  long bytesReceived;
  long retransmissions;
  long timeouts;
  long duplicates;
  long abandoned;
}
