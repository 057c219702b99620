package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Path;
import gossamer.peer.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer that is moved by hand: it dials a production peer, or is dialled by one, and says exactly
 * what a test wants it to say.
 */
public final class HandMadePeer implements Station {
  private final SimulatedNetwork network;
  private final int index;
  private final Cryptography.Identity identity;
  private final List<byte[]> received = new ArrayList<>();
  private @Nullable Wire wire;
  private @Nullable ErrorCode closed;
  private int links = 1;

  HandMadePeer(SimulatedNetwork network, int index) {
    this.network = network;
    this.index = index;
    this.identity = network.cryptography().identity(network.random());
  }

  /** Its keys. */
  public Cryptography.Identity identity() {
    return identity;
  }

  /** Dials a peer by WebSocket, naming this authority in the upgrade. */
  public void dial(Station target, String authority) {
    closed = null;
    received.clear();
    links += 2;
    Wire.End own = new Wire.End(this, links);
    int latency = network.latency(this, target);
    network
        .agenda()
        .after(
            2 * latency,
            () -> wire = Dialling.accept(network, own, target, Descriptions.ascii(authority)));
  }

  /** Sends a frame on its last transport. */
  public void send(byte[] frame) {
    Wire open = wire;
    if (open == null) {
      throw new IllegalStateException("no transport");
    }
    network.sent(this, frame);
    open.send(open.at(this), frame);
  }

  /** Frames that came in since the last dialling, oldest first. */
  public List<byte[]> received() {
    return List.copyOf(received);
  }

  /** Why its transport was closed by the other side; null as long as it is open. */
  public @Nullable ErrorCode closed() {
    return closed;
  }

  void attach(Wire accepted) {
    wire = accepted;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public boolean alive() {
    return true;
  }

  @Override
  public void input(Input input) {
    switch (input) {
      case Input.FrameReceived i -> received.add(i.frame());
      case Input.LinkClosed i -> closed = i.reason();
      default -> {
        // What the test does next does not depend on the rest.
      }
    }
  }

  /** The number under which an accepted transport is known here. */
  int nextLink() {
    links += 2;
    return links;
  }

  /** What an acceptor is told. */
  static Input opened(int link, LinkRole role, byte[] authority) {
    return new Input.LinkOpened(link, role, authority, authority, Path.WEBSOCKET);
  }
}
