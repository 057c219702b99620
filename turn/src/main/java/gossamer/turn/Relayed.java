package gossamer.turn;

import gossamer.stun.TransportAddress;
import org.jspecify.annotations.Nullable;

/** One relayed transport address of an allocation. */
public final class Relayed {
  final Allocation allocation;
  final RelayHost host;
  private final TransportAddress told;
  @Nullable RelaySocket socket;

  Relayed(Allocation allocation, RelayHost host, int port) {
    this.allocation = allocation;
    this.host = host;
    this.told = host.told().withPort(port);
  }

  /** What peers send to. */
  public TransportAddress told() {
    return told;
  }

  /** What its socket is bound to. */
  public TransportAddress local() {
    return host.local().withPort(told.port());
  }
}
