package gossamer.peer.overlay;

import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.Links;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Requests.Ask;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks peers for their place on the ring. */
final class Places {
  private static final int ATTEMPTS = 2;

  /**
   * What a peer tells of its place.
   *
   * @param predecessor null when it knows none
   * @param successors nearest first; empty when it is on no ring
   */
  record Place(@Nullable PeerRecord predecessor, List<PeerRecord> successors) {
    boolean alone() {
      return successors.isEmpty();
    }
  }

  private final Self self;
  private final Links links;
  private final RecordChecks checks;
  private final Overlay overlay;

  Places(Self self, Links links, RecordChecks checks, Overlay overlay) {
    this.self = self;
    this.links = links;
    this.checks = checks;
    this.overlay = overlay;
  }

  /** Asks a peer for its place; null when it does not answer. */
  void ask(PeerRecord peer, Consumer<@Nullable Place> then) {
    ask(peer, Chord.after(peer.id()), then);
  }

  /** Asks, and tells the peer that it is this one's first successor. */
  void notify(PeerRecord peer, Consumer<@Nullable Place> then) {
    ask(peer, peer.id(), then);
  }

  private void ask(PeerRecord peer, Id target, Consumer<@Nullable Place> then) {
    Ask ask = Ask.exactly(peer.id(), new Payload.FindNode(target), ATTEMPTS);
    overlay
        .requests()
        .send(
            ask,
            reply -> {
              if (reply instanceof Payload.Nodes nodes && !nodes.records().isEmpty()) {
                verify(peer, nodes.records(), then);
              } else {
                then.accept(null);
              }
            });
  }

  /** Every record is verified before it counts; the first untrue one ends the list. */
  private void verify(PeerRecord peer, List<PeerRecord> told, Consumer<@Nullable Place> then) {
    boolean[] bad = new boolean[told.size()];
    int[] open = {told.size()};
    List<Id> route = overlay.routeThrough(peer.id());
    for (int i = 0; i < bad.length; i++) {
      int at = i;
      PeerRecord record = told.get(i);
      checks.check(
          record,
          failure -> {
            if (failure == null) {
              overlay.buckets().add(record, route);
            } else {
              self.counters().count(failure);
              bad[at] = true;
            }
            if (--open[0] == 0) {
              then.accept(place(peer.id(), told, bad));
            }
          });
    }
  }

  private static Place place(Id peer, List<PeerRecord> told, boolean[] bad) {
    boolean none = bad[0] || told.get(0).id().equals(peer);
    List<PeerRecord> successors = new ArrayList<>();
    for (int i = 1; i < bad.length && !bad[i]; i++) {
      successors.add(told.get(i));
    }
    return new Place(none ? null : told.get(0), successors);
  }

  /** The record of a peer, if this one has it. */
  @Nullable PeerRecord record(Id peer) {
    Link link = links.to(peer);
    return link != null ? link.peer() : checks.known(peer);
  }
}
