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
 * The Hellos of a link. On a data channel both sides send theirs at once. On a WebSocket the
 * acceptor sends a Challenge, the dialler its Hello, and the acceptor answers with its own: no
 * round trip more than the upgrade and one.
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
      send(link, new Frame.Challenge(link.nonce));
    } else if (link.role == LinkRole.SYMMETRIC) {
      resume(link);
    }
  }

  /** Sends the own Hello when all that it signs is known and it has not left yet. */
  void resume(Link link) {
    PeerRecord own = self.record();
    if (own == null || link.helloSent || !mayGreet(link)) {
      return;
    }
    link.helloSent = true;
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
              send(link, new Frame.Hello(self.network(), own, link.nonce, signature));
              link.greeted = true;
              finish(link);
            });
  }

  private static boolean mayGreet(Link link) {
    return switch (link.role) {
      case SYMMETRIC -> true;
      case DIALLER -> link.challenge.length > 0;
      case ACCEPTOR -> link.record != null;
    };
  }

  /** Whom the own Hello names: the dialler of a WebSocket cannot know it yet. */
  private static @Nullable Id receiver(Link link) {
    return switch (link.role) {
      case SYMMETRIC -> link.expected;
      case DIALLER -> null;
      case ACCEPTOR -> link.id();
    };
  }

  /** What a Hello on this link is bound to, as its signer ({@code own} or the peer) sees it. */
  private byte[] binding(Link link, boolean own) {
    byte[] transport = own ? link.local : link.remote;
    if (link.role == LinkRole.SYMMETRIC) {
      return transport;
    }
    boolean acceptor = link.role == LinkRole.ACCEPTOR;
    byte[] acceptorNonce = acceptor ? link.nonce : link.challenge;
    Writer out = new Writer(128).block(transport).bytes(acceptorNonce);
    // The acceptor's Hello also signs the dialler's nonce, so that it is fresh too.
    if (own == acceptor) {
      out.bytes(acceptor ? link.challenge : link.nonce);
    }
    return out.toBytes();
  }

  /** A frame before the link is ready. */
  void frame(Link link, Frame frame) throws ProtocolException {
    switch (frame) {
      case Frame.Challenge f when link.role == LinkRole.DIALLER && link.challenge.length == 0 -> {
        link.challenge = f.nonce();
        resume(link);
      }
      case Frame.Hello f when link.record == null && mayBeGreeted(link) -> greeted(link, f);
      case Frame.Bye f -> {
        link.reason = f.reason();
        self.outbox().add(new Output.CloseLink(link.number));
        links.closed(link.number, f.reason());
      }
      default -> throw new ProtocolException(ErrorCode.UNEXPECTED, "before Hello");
    }
  }

  private static boolean mayBeGreeted(Link link) {
    return link.role != LinkRole.DIALLER || link.helloSent;
  }

  private void greeted(Link link, Frame.Hello hello) throws ProtocolException {
    PeerRecord record = hello.record();
    Id id = record.id();
    if (!Arrays.equals(hello.network(), self.network())) {
      throw new ProtocolException(ErrorCode.WRONG_NETWORK, "Hello");
    }
    if (id.equals(self.id())) {
      throw new ProtocolException(ErrorCode.SELF, "Hello");
    }
    if (link.expected != null && !id.equals(link.expected)) {
      throw new ProtocolException(ErrorCode.WRONG_PEER, "Hello");
    }
    link.checking = true;
    if (link.role != LinkRole.DIALLER) {
      // The dialler's nonce is in its Hello; on a data channel the nonces only break ties.
      link.challenge = hello.nonce();
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
    Id receiver = link.role == LinkRole.ACCEPTOR ? null : self.id();
    byte[] message = HelloProof.bytes(self.network(), record.id(), receiver, binding(link, false));
    self.services()
        .verify(
            record.signingKey(),
            message,
            hello.signature(),
            valid -> {
              if (!valid) {
                fail(link, ErrorCode.BAD_SIGNATURE);
              } else if (link.state == Link.State.HELLO) {
                admit(link, record);
              }
            });
  }

  private void admit(Link link, PeerRecord record) {
    link.record = record;
    link.checking = false;
    resume(link);
    finish(link);
  }

  /** Both Hellos are done: the own one has left before any other frame, and the peer's is true. */
  private void finish(Link link) {
    if (link.greeted && link.record != null && link.state == Link.State.HELLO) {
      links.proved(link);
    }
  }

  private void fail(Link link, ErrorCode reason) {
    link.checking = false;
    links.close(link, reason);
  }

  private void send(Link link, Frame frame) {
    self.outbox().add(new Output.Send(link.number, FrameCodec.encode(frame)));
  }
}
