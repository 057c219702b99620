package gossamer.evaluation.own;

import gossamer.jvm.channel.DirectDial;
import gossamer.jvm.channel.DirectTarget;
import gossamer.jvm.dtls.EngineFactory;
import gossamer.jvm.dtls.HostCertificate;
import gossamer.jvm.net.Loops;
import gossamer.webrtc.ConnectionEvent;
import gossamer.webrtc.PeerConnection;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Dials an endpoint on the loopback many times and holds the connections. */
public final class IdleClientsProgram {
  /** Dials under way. */
  private static final int AT_ONCE = 32;

  /** Local addresses that are dialled from: 127.0.0.2 and following. */
  private static final int ADDRESSES = 200;

  private IdleClientsProgram() {}

  /** Takes the port, the fingerprint and the number of connections. */
  public static void main(String[] arguments) throws InterruptedException {
    var server =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[0]));
    var target = new DirectTarget(List.of(server), HexFormat.of().parseHex(arguments[1]), "");
    int count = Integer.parseInt(arguments[2]);
    EngineFactory.warmUp(50);
    EventLoopGroup loops = Loops.group("clients", 1);
    EngineFactory dtls = new EngineFactory(HostCertificate.generate());
    var room = new Semaphore(AT_ONCE);
    var open = new AtomicInteger();
    var lost = new AtomicInteger();
    var caller =
        new DirectDial.Caller(
            PeerConnection.Settings.OFFERING,
            dtls,
            (connection, event, now) -> {
              switch (event) {
                case ConnectionEvent.Connected() -> {
                  open.incrementAndGet();
                  room.release();
                }
                case ConnectionEvent.Closed(var reason) -> {
                  System.out.println("lost " + lost.incrementAndGet() + " " + reason);
                  room.release();
                }
                case ConnectionEvent.Channel ignored -> {}
              }
            });
    for (int i = 0; i < count; i++) {
      room.acquire();
      InetAddress from = InetAddress.ofLiteral("127.0.0." + (2 + i % ADDRESSES));
      DirectDial.dial(loops.next(), from, target, caller)
          .whenComplete((port, failure) -> {
            if (failure != null) {
              System.out.println("cannot dial: " + failure);
              room.release();
            }
          });
    }
    room.acquire(AT_ONCE);
    System.out.println("dialled " + count + " open " + open.get() + " lost " + lost.get());
    loops.terminationFuture().await();
  }
}
