package gossamer.evaluation.own;

import gossamer.evaluation.endpoint.PeerStack;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.jvm.net.Loops;
import io.netty.channel.EventLoopGroup;

/** Our own data channels: each connection on sockets of its own, all on one event loop. */
final class OwnStack implements PeerStack {
  private final EventLoopGroup loops = Loops.group("own", 1);
  private final EngineFactory dtls = new EngineFactory(HostCertificate.generate());

  @Override
  public Connection connect(Events events) {
    return new OwnConnection(loops.next(), dtls, events);
  }
}
