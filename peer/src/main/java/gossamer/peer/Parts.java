package gossamer.peer;

import gossamer.peer.content.Content;
import gossamer.peer.host.Event;
import gossamer.peer.host.Input;
import gossamer.peer.id.Id;
import gossamer.peer.link.Link;
import gossamer.peer.link.LinkEvent;
import gossamer.peer.link.Links;
import gossamer.peer.link.RecordChecks;
import gossamer.peer.link.Self;
import gossamer.peer.overlay.Maintenance;
import gossamer.peer.overlay.Masters;
import gossamer.peer.overlay.Overlay;
import gossamer.peer.records.Records;
import gossamer.peer.signal.Post;
import gossamer.peer.signal.Signalling;
import gossamer.peer.wire.Envelope;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.Payload;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.PeerRecord.Claims;
import gossamer.peer.wire.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The layers of one peer, lowest first, and what flows between them: links up, down, frames,
 * envelopes, failed calls.
 */
final class Parts {
  final Self self;
  final RecordChecks checks;
  final Links links;
  final Overlay overlay;
  final Masters masters;
  final Maintenance maintenance;
  final Records records;
  final Post post;
  final Signalling signalling;
  final Content content;
  final ContentLinks contentLinks;
  final Connections connections;

  Parts(PeerConfig config, long seed, long now) {
    self =
        new Self(
            claims(config), config.network() + config.topology().mark(), config.secret(), seed);
    self.advance(now);
    checks = new RecordChecks(self);
    links = new Links(self, checks);
    overlay = config.topology().overlay(self, links, checks);
    masters = new Masters(self, links);
    maintenance = new Maintenance(links, overlay, masters, config.desiredLinks());
    records = new Records(self, links, overlay);
    post = new Post(self, checks, overlay);
    signalling = new Signalling(links, post, config.canOffer(), this::wants);
    contentLinks = new ContentLinks(this);
    content = new Content(contentLinks, self.id());
    connections = new Connections(self, links);
  }

  private static Claims claims(PeerConfig config) {
    return new Claims(
        config.kind(),
        config.signingKey(),
        config.sealingKey(),
        0,
        1,
        config.maxLinks(),
        config.location(),
        config.addresses());
  }

  /** Has the own record signed when it is due; Hellos may wait for it. */
  void renew() {
    self.renew(links::recordReady);
  }

  void pathChanged(Input.PathChanged i) {
    Link link = links.path(i.link(), i.path());
    if (link != null) {
      self.outbox().emit(new Event.LinkPath(link.id(), i.path()));
      signalling.linkUp(link);
    }
  }

  /** Whether the application needs a link to a peer, by whatever path. */
  private boolean wants(Id peer) {
    Link link = links.to(peer);
    return connections.want(peer)
        || contentLinks.connects(peer)
        || link != null && content.uses(link.number());
  }

  void bulk(Input.BulkReceived i) {
    Link link = links.number(i.link());
    try {
      content.bulk(i, self.now());
    } catch (ProtocolException e) {
      if (link != null) {
        links.close(link, e.code());
      }
    }
  }

  /** Lets everything that an input set off run its course. */
  void settle() {
    boolean busy = true;
    while (busy) {
      signalling.drain();
      LinkEvent event = links.poll();
      Envelope envelope = event == null ? overlay.poll() : null;
      Signalling.Failure failure = event == null && envelope == null ? signalling.poll() : null;
      busy = event != null || envelope != null || failure != null;
      if (event != null) {
        link(event);
      } else if (envelope != null) {
        deliver(envelope);
      } else if (failure != null) {
        connections.failed(failure.peer(), failure.reason());
        contentLinks.failed(failure.peer());
      }
    }
  }

  private void link(LinkEvent event) {
    switch (event) {
      case LinkEvent.Up e -> up(e.link());
      case LinkEvent.Down e -> down(e.link(), e.reason());
      case LinkEvent.Failed e -> {
        masters.linkGone(e.link(), e.reason());
        signalling.linkFailed(e.link(), e.reason());
        if (e.address() != null) {
          self.outbox().emit(new Event.MasterFailed(e.address(), e.reason()));
        }
      }
      case LinkEvent.Received e -> received(e.link(), e.frame());
      case LinkEvent.NeighboursChanged e -> maintenance.neighboursChanged();
      case LinkEvent.Silent e -> signalling.restart(e.link());
    }
  }

  private void up(Link link) {
    if (!link.ready()) {
      return;
    }
    self.outbox().emit(new Event.LinkUp(link.peer(), link.path()));
    overlay.linkUp(link);
    masters.linkUp(link);
    signalling.linkUp(link);
    connections.linkUp(link);
    contentLinks.linkUp(link.id());
    records.linkUp();
    if (!link.dialled()) {
      content.linkUp(link.number(), link.id(), self.now());
    }
    maintenance.linksChanged(true);
  }

  /** Takes in a link that needs no Hellos, and that nobody waited for. */
  void add(Link link) {
    links.add(link);
    overlay.linkUp(link);
  }

  private void down(Link link, ErrorCode reason) {
    masters.linkGone(link, reason);
    signalling.linkDown(link);
    overlay.linkDown(link, reason);
    connections.linkDown(link, reason);
    content.linkDown(link.number(), self.now());
    if (links.to(link.id()) == null) {
      self.outbox().emit(new Event.LinkDown(link.id(), reason));
    }
    maintenance.linksChanged(false);
  }

  private void received(Link link, Frame frame) {
    if (frame instanceof Frame.Routed routed) {
      overlay.received(link, routed.envelope());
      return;
    }
    if (connections.frame(link, frame)) {
      return;
    }
    try {
      content.frame(link.number(), frame, self.now());
    } catch (ProtocolException e) {
      links.close(link, e.code());
    }
  }

  private void deliver(Envelope e) {
    if (records.handle(e) || signalling.handle(e)) {
      return;
    }
    if (e.payload() instanceof Payload.Message message) {
      self.outbox().emit(new Event.Delivered(e.target(), e.source(), message.bytes()));
      overlay.reply(e, new Payload.Ack(new byte[0]));
    } else {
      overlay.reply(e, new Payload.Failure(ErrorCode.UNKNOWN_TYPE));
    }
  }

  void woken() {
    links.woken();
    masters.woken();
    maintenance.hasten();
  }

  void networkChanged() {
    woken();
    signalling.networkChanged();
  }

  boolean due() {
    return deadline() <= self.now();
  }

  void tick() {
    renew();
    links.tick();
    masters.tick();
    overlay.tick();
    maintenance.tick();
    records.tick();
    signalling.tick();
    content.tick(self.now());
    for (PeerRecord lost : connections.lost()) {
      signalling.connect(lost.id(), lost);
    }
    PeerRecord wanted = maintenance.wanted();
    if (wanted != null) {
      signalling.link(wanted);
    }
  }

  long deadline() {
    long first = Math.min(self.renewAt(), links.deadline());
    first = Math.min(first, Math.min(masters.deadline(), overlay.deadline()));
    first = Math.min(first, connections.deadline());
    first = Math.min(first, Math.min(maintenance.deadline(), records.deadline()));
    return Math.min(first, Math.min(signalling.deadline(), content.deadline()));
  }

  /** The freshest record of a peer that this peer has, or null. */
  @Nullable PeerRecord recordOf(Id peer) {
    Link link = links.to(peer);
    PeerRecord other = link != null ? link.peer() : checks.known(peer);
    return peer.equals(self.id()) ? self.record() : other;
  }
}
