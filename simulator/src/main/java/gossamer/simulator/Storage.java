package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.host.Output;
import gossamer.peer.id.Sha256;
import gossamer.peer.wire.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The disk and the bulk channels of one host: blocks are read, sent one after the other at the rate
 * of the uplink, kept by reference where they arrive, and written when the core says so.
 */
final class Storage {
  private final SimulatedNetwork network;
  private final SimulatedHost host;
  private final Map<Integer, SharedFile> shares = new LinkedHashMap<>();
  private final Application application;
  private final Map<Integer, byte[]> arrived = new LinkedHashMap<>();
  private int bytesPerMilli = 12_500;
  private double uplinkFree;
  private int references;
  private int sending;
  private int mostSending;
  private int mostArrived;
  private long sentBytes;

  Storage(SimulatedNetwork network, SimulatedHost host, Application application) {
    this.network = network;
    this.host = host;
    this.application = application;
  }

  void uplink(int rate) {
    bytesPerMilli = rate;
  }

  void share(int share, SharedFile file) {
    shares.put(share, file);
  }

  int mostSending() {
    return mostSending;
  }

  int mostArrived() {
    return mostArrived;
  }

  int waiting() {
    return arrived.size();
  }

  long sentBytes() {
    return sentBytes;
  }

  void send(Output.SendBlock o, @Nullable Wire wire, @Nullable Tunnel tunnel) {
    SharedFile file = shares.get(o.share());
    ErrorCode failure = file == null ? ErrorCode.NOT_FOUND : file.failure();
    if (file == null || failure != null || wire == null && tunnel == null) {
      ErrorCode reason = failure == null ? ErrorCode.CLOSED : failure;
      host.answer(new Input.BlockSent(o.link(), o.tag(), o.index(), reason));
      return;
    }
    byte[] block = file.read(o.index());
    if (block.length != o.length()) {
      throw new IllegalStateException("block " + o.index() + " asked with length " + o.length());
    }
    sending++;
    mostSending = Math.max(mostSending, sending);
    uplinkFree = Math.max(uplinkFree, network.now()) + (double) block.length / bytesPerMilli;
    int delay = (int) uplinkFree - network.now();
    byte[] header = o.header().clone();
    if (wire == null) {
      Tunnel through = Objects.requireNonNull(tunnel);
      network.agenda().after(delay, () -> through.send(header, block, () -> left(o, false)));
      return;
    }
    wire.deliver(
        wire.end(host, o.link()),
        delay,
        () -> {
          Wire.End to = wire.other(wire.end(host, o.link()));
          if (to.station instanceof SimulatedHost receiver) {
            receiver.arrived(to.link, header, block);
          }
        });
    network.agenda().after(delay, () -> left(o, wire.end(host, o.link()).closed()));
  }

  private void left(Output.SendBlock o, boolean closed) {
    sending--;
    sentBytes += o.length();
    if (host.alive()) {
      host.input(
          new Input.BlockSent(o.link(), o.tag(), o.index(), closed ? ErrorCode.CLOSED : null));
    }
  }

  Input receive(int link, byte[] header, byte[] block) {
    int reference = ++references;
    arrived.put(reference, block);
    mostArrived = Math.max(mostArrived, arrived.size());
    return new Input.BulkReceived(link, header, Sha256.of(block), block.length, reference);
  }

  void drop(int reference) {
    if (arrived.remove(reference) == null) {
      throw new IllegalStateException("dropped an unknown block");
    }
  }

  Input keep(Output.KeepBlock o) {
    byte[] block = arrived.remove(o.ref());
    Download download = application.download(o.transfer());
    if (block == null || download == null) {
      throw new IllegalStateException("kept an unknown block");
    }
    return new Input.BlockStored(o.transfer(), o.index(), download.write(o.index(), block));
  }
}
