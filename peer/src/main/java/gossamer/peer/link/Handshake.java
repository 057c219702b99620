package gossamer.peer.link;

import gossamer.peer.host.LinkRole;
import gossamer.peer.host.Output;
import gossamer.peer.id.Id;
import gossamer.peer.wire.ErrorCode;
import gossamer.peer.wire.Frame;
import gossamer.peer.wire.FrameCodec;
import gossamer.peer.wire.HelloProof;
import gossamer.peer.wire.PeerRecord;
import gossamer.peer.wire.ProtocolException;
import gossamer.peer.wire.Writer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The Hellos of a link. On a data channel both sides send theirs at once; the fresh fingerprint of
 * the one that dialled keeps both from being used again. On a WebSocket the acceptor sends a
 * Challenge, the dialler its Hello, and the acceptor answers with its own: no round trip more than
 * the upgrade and one.
 */
final class Handshake {
  private final Self self;
  private final RecordChecks checks;
  private final Links links;

  Handshake(Self self, RecordChecks checks, Links links) {
    this.self = self;
    this.checks = checks;
    this.links = links;
  }

  /** The transport is open. */
  void start(Link link) {
    if (link.role == LinkRole.ACCEPTOR) {
      send(link, new Frame.Challenge(link.greeting().nonce));
    } else if (link.role == LinkRole.SYMMETRIC) {
      resume(link);
    }
  }

  /** Sends the own Hello when all that it signs is known and it has not left yet. */
  void resume(Link link) {
    PeerRecord own = self.record();
    if (own == null || link.greeting().helloSent || !mayGreet(link)) {
      return;
    }
    link.greeting().helloSent = true;
    byte[] message =
        HelloProof.bytes(self.network(), self.id(), receiver(link), binding(link, true));
    self.services()
        .sign(
            message,
            signature -> {
              if (signature == null) {
                links.close(link, ErrorCode.LIMIT);
                return;
              }
              send(link, new Frame.Hello(self.network(), own, link.greeting().nonce, signature));
              link.greeting().greeted = true;
              finish(link);
            });
  }

  private static boolean mayGreet(Link link) {
    return link.role == LinkRole.SYMMETRIC
        || (link.role == LinkRole.DIALLER
            ? link.greeting().challenge.length > 0
            : link.record != null);
  }

  /**
   * A data channel to a master, opened without signalling: neither side knows whom it will meet.
   */
  private static boolean direct(Link link) {
    return link.role == LinkRole.SYMMETRIC && link.expected == null;
  }

  /**
   * Whom the own Hello names: who dialled a master, and a master that was dialled directly, cannot
   * know it yet.
   */
  private static @Nullable Id receiver(Link link) {
    if (link.role == LinkRole.SYMMETRIC) {
      return link.expected;
    }
    return link.role == LinkRole.DIALLER ? null : link.id();
  }

  /** What a Hello on this link is bound to, as its signer ({@code own} or the peer) sees it. */
  private byte[] binding(Link link, boolean own) {
    byte[] transport = own ? link.greeting().local : link.greeting().remote;
    if (link.role == LinkRole.SYMMETRIC) {
      return transport;
    }
    boolean acceptor = link.role == LinkRole.ACCEPTOR;
    byte[] acceptorNonce = acceptor ? link.greeting().nonce : link.greeting().challenge;
    Writer out = new Writer(128).block(transport).bytes(acceptorNonce);
    // The acceptor's Hello also signs the dialler's nonce, so that it is fresh too.
    if (own == acceptor) {
      out.bytes(acceptor ? link.greeting().challenge : link.greeting().nonce);
    }
    return out.toBytes();
  }

  /** A frame before the link is ready. */
  void frame(Link link, Frame frame) throws ProtocolException {
    switch (frame) {
      case Frame.Challenge f
          when link.role == LinkRole.DIALLER && link.greeting().challenge.length == 0 -> {
        link.greeting().challenge = f.nonce();
        resume(link);
      }
      case Frame.Hello f when link.record == null && mayBeGreeted(link) -> greeted(link, f);
      case Frame.Bye f -> {
        link.greeting().reason = f.reason();
        self.outbox().add(new Output.CloseLink(link.number));
        links.closed(link.number, f.reason());
      }
      default -> throw new ProtocolException(ErrorCode.UNEXPECTED, "before Hello");
    }
  }

  private static boolean mayBeGreeted(Link link) {
    return link.role != LinkRole.DIALLER || link.greeting().helloSent;
  }

  private void greeted(Link link, Frame.Hello hello) throws ProtocolException {
    PeerRecord record = hello.record();
    Id id = record.id();
    ProtocolException.throwIf(
        !Arrays.equals(hello.network(), self.network()), ErrorCode.WRONG_NETWORK, "Hello");
    ProtocolException.throwIf(id.equals(self.id()), ErrorCode.SELF, "Hello");
    ProtocolException.throwIf(
        link.expected != null && !id.equals(link.expected), ErrorCode.WRONG_PEER, "Hello");
    link.greeting().checking = true;
    if (link.role != LinkRole.DIALLER) {
      // The dialler's nonce is in its Hello; on a data channel the nonces only break ties.
      link.greeting().challenge = hello.nonce();
    }
    checks.check(
        record,
        failure -> {
          if (failure != null) {
            fail(link, failure);
          } else {
            checkProof(link, hello);
          }
        });
  }

  private void checkProof(Link link, Frame.Hello hello) {
    PeerRecord record = hello.record();
    Id receiver = link.role == LinkRole.ACCEPTOR || direct(link) ? null : self.id();
    byte[] message = HelloProof.bytes(self.network(), record.id(), receiver, binding(link, false));
    self.services()
        .verify(
            record.signingKey(),
            message,
            hello.signature(),
            failure -> {
              if (failure != null) {
                fail(link, failure);
              } else if (link.state == Link.State.HELLO) {
                admit(link, record);
              }
            });
  }

  private void admit(Link link, PeerRecord record) {
    link.record = record;
    link.greeting().checking = false;
    resume(link);
    finish(link);
  }

  /** Both Hellos are done: the own one has left before any other frame, and the peer's is true. */
  private void finish(Link link) {
    if (link.greeting().greeted && link.record != null && link.state == Link.State.HELLO) {
      if (link.role == LinkRole.SYMMETRIC && link.greeting().address != null) {
        // A master that was dialled is joined once others can be found through it.
        link.greeting().asked = true;
        send(link, new Frame.Ping(0));
      } else {
        links.proved(link);
      }
    }
  }

  private void fail(Link link, ErrorCode reason) {
    link.greeting().checking = false;
    links.close(link, reason);
  }

  private void send(Link link, Frame frame) {
    self.outbox().add(new Output.Send(link.number, FrameCodec.encode(frame)));
  }
}
