package gossamer.turn;

/** What a server did; for the thread of the server. */
public final class TurnCounters {
  private final long[] refused = new long[TurnRefusal.values().length];
  long bindings;
  long allocated;
  long expired;
  long packetsToPeers;
  long bytesToPeers;
  long packetsToClients;
  long bytesToClients;
  long shortcuts;

  TurnCounters() {}

  void count(TurnRefusal refusal) {
    refused[refusal.ordinal()]++;
  }

  /** Refused or dropped for this reason. */
  public long refused(TurnRefusal refusal) {
    return refused[refusal.ordinal()];
  }

  /** Binding requests that were answered. */
  public long bindings() {
    return bindings;
  }

  /** Allocations that were made. */
  public long allocated() {
    return allocated;
  }

  /** Allocations that were not refreshed in time. */
  public long expired() {
    return expired;
  }

  /** Packets from clients to peers. */
  public long packetsToPeers() {
    return packetsToPeers;
  }

  /** Their payload in bytes. */
  public long bytesToPeers() {
    return bytesToPeers;
  }

  /** Packets from peers to clients. */
  public long packetsToClients() {
    return packetsToClients;
  }

  /** Their payload in bytes. */
  public long bytesToClients() {
    return bytesToClients;
  }

  /** Packets among those to peers that went to another client of this server, without a socket. */
  public long shortcuts() {
    return shortcuts;
  }
}
