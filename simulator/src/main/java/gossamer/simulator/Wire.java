package gossamer.simulator;

import gossamer.peer.host.Input;
import gossamer.peer.wire.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open transport between two stations: what is sent arrives in order and whole, or, when the
 * transport is cut, never.
 */
final class Wire {
  /** One end: whose it is and under which number. */
  static final class End {
    final Station station;
    final int link;
    private int arrival;
    private boolean closed;

    End(Station station, int link) {
      this.station = station;
      this.link = link;
    }

    boolean closed() {
      return closed;
    }
  }

  private final SimulatedNetwork network;
  final End first;
  final End second;
  private boolean cut;

  Wire(SimulatedNetwork network, End first, End second) {
    this.network = network;
    this.first = first;
    this.second = second;
  }

  End end(Station station, int link) {
    return first.link == link && first.station.index() == station.index() ? first : second;
  }

  /** The end of a station that is not joined to itself. */
  End at(Station station) {
    return first.station.index() == station.index() ? first : second;
  }

  End other(End end) {
    return end == first ? second : first;
  }

  boolean joins(Station a, Station b) {
    int low = Math.min(first.station.index(), second.station.index());
    int high = Math.max(first.station.index(), second.station.index());
    return low == Math.min(a.index(), b.index())
        && high == Math.max(a.index(), b.index())
        && !first.closed
        && !second.closed;
  }

  /** Lets bytes vanish from now on, in both directions and without a word. */
  void cut() {
    cut = true;
  }

  /** There is a path again. */
  void mend() {
    cut = false;
  }

  private boolean carries() {
    return !cut && !network.parted(first.station, second.station);
  }

  /** Sends one frame from this end, past whoever tampers with it. */
  void send(End from, byte[] frame) {
    End to = other(from);
    @Nullable Tamper tamper = network.tamper();
    List<byte[]> frames =
        tamper == null ? List.of(frame) : tamper.pass(from.station, to.station, frame);
    for (byte[] each : frames) {
      deliver(from, 0, () -> network.delivered(from.station, to, each));
    }
  }

  /**
   * Runs an arrival at the other end, behind everything that was sent before.
   *
   * @param delay milliseconds that sending takes, before those of the way
   */
  void deliver(End from, int delay, Runnable arrival) {
    End to = other(from);
    if (from.closed || !carries() || !from.station.alive()) {
      return;
    }
    int at = network.now() + delay + network.latency(from.station, to.station);
    to.arrival = Math.max(to.arrival, at);
    network
        .agenda()
        .at(
            to.arrival,
            () -> {
              if (!to.closed && carries() && to.station.alive()) {
                arrival.run();
              }
            });
  }

  /** Closes this end; the other one is told after all that was sent. */
  void close(End from) {
    End to = other(from);
    deliver(
        from,
        0,
        () -> {
          to.closed = true;
          network.gone(this);
          to.station.input(new Input.LinkClosed(to.link, ErrorCode.CLOSED));
        });
    from.closed = true;
  }

  /** Both ends are told that the transport broke. */
  void snap() {
    for (End end : List.of(first, second)) {
      if (!end.closed && end.station.alive()) {
        end.closed = true;
        end.station.input(new Input.LinkClosed(end.link, ErrorCode.CLOSED));
      }
    }
    network.gone(this);
  }
}
