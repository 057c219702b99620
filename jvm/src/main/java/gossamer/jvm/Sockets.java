package gossamer.jvm;

import gossamer.peer.host.Input;
import gossamer.peer.host.LinkRole;
import gossamer.peer.wire.ErrorCode;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The WebSockets and data channels of one peer, by link number. Lives on the peer's loop. */
final class Sockets implements FrameLink.Owner {
  private static final Logger log = LoggerFactory.getLogger(Sockets.class);

  private final EventLoop loop;
  private final Consumer<Input> inputs;
  private final Traffic traffic = new Traffic();
  private final Map<Integer, FrameLink> open = new HashMap<>();
  private final Map<Integer, MasterDial> dials = new HashMap<>();
  private final Set<FrameLink> transports = new HashSet<>();
  private final Set<FrameLink> written = new LinkedHashSet<>();
  private @Nullable SslContext tls;
  private @Nullable DirectDialling dialling;
  private int nextAccepted = 1;
  private @Nullable Runnable allGone;

  Sockets(EventLoop loop, Consumer<Input> inputs) {
    this.loop = loop;
    this.inputs = inputs;
  }

  /** What wss is dialled with; made when it is needed, for it reads all trusted certificates. */
  private SslContext tls() throws SSLException {
    SslContext made = tls;
    if (made == null) {
      made = SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS").build();
      tls = made;
    }
    return made;
  }

  Traffic traffic() {
    return traffic;
  }

  /** Links that are open or being opened. */
  int count() {
    return open.size() + dials.size();
  }

  void accept(Channel channel, byte[] authority) {
    int number = nextAccepted;
    nextAccepted += 2;
    attach(number, channel);
    inputs.accept(PeerHost.opened(number, LinkRole.ACCEPTOR, authority));
  }

  /** Links that are open and run over data channels. */
  int dataChannels() {
    int count = 0;
    for (FrameLink link : open.values()) {
      count += link instanceof DataChannelLink ? 1 : 0;
    }
    return count;
  }

  /** Links that are open and run over WebSockets. */
  int webSockets() {
    return open.size() - dataChannels();
  }

  /** Dials masters by data channel from now on, where they take them. */
  void dialDirectly(DirectDialling how) {
    dialling = how;
  }

  /** Takes over a data channel that is open. */
  DirectPort.Events accept(DirectPort.Channel channel) {
    int number = nextAccepted;
    nextAccepted += 2;
    return attach(number, channel);
  }

  private DirectPort.Events attach(int number, DirectPort.Channel channel) {
    DataChannelLink link = new DataChannelLink(number, channel, this, traffic);
    open.put(number, link);
    transports.add(link);
    inputs.accept(link.opened());
    return link;
  }

  private void attach(int number, Channel channel) {
    WebSocketLink link = new WebSocketLink(number, channel, this, traffic);
    open.put(number, link);
    transports.add(link);
    link.attach();
  }

  void dial(int number, String text) {
    DialAddress address = DialAddress.parse(text);
    if (address == null) {
      inputs.accept(new Input.LinkClosed(number, ErrorCode.INVALID_ARGUMENT));
      return;
    }
    if (dials.size() >= HostLimits.DIALS) {
      inputs.accept(new Input.LinkClosed(number, ErrorCode.LIMIT));
      return;
    }
    try {
      SslContext context = address.secure() ? tls() : null;
      MasterDial dial = new MasterDial(address, loop, outcome(number), traffic);
      dials.put(number, dial);
      dial.start(dialling, context);
    } catch (SSLException e) {
      log.warn("no TLS: {} cannot be dialled", text, e);
      inputs.accept(new Input.LinkClosed(number, ErrorCode.CONNECT_FAILED));
    }
  }

  private MasterDial.Outcome outcome(int number) {
    return new MasterDial.Outcome() {
      @Override
      public DirectPort.Events opened(DirectPort.Channel channel) {
        dials.remove(number);
        return attach(number, channel);
      }

      @Override
      public void opened(Channel channel, String authority) {
        dials.remove(number);
        attach(number, channel);
        byte[] binding = authority.getBytes(StandardCharsets.US_ASCII);
        inputs.accept(PeerHost.opened(number, LinkRole.DIALLER, binding));
      }

      @Override
      public void failed(ErrorCode reason) {
        dials.remove(number);
        inputs.accept(new Input.LinkClosed(number, reason));
      }
    };
  }

  void send(int number, byte[] frame) {
    FrameLink link = open.get(number);
    if (link != null) { // It may have closed while the core was still speaking.
      link.send(frame);
      written.add(link);
    }
  }

  void flush() {
    for (FrameLink link : List.copyOf(written)) {
      link.flush();
    }
    written.clear();
  }

  void close(int number) {
    FrameLink link = open.remove(number);
    if (link != null) {
      link.close();
    }
    MasterDial dial = dials.remove(number);
    if (dial != null) {
      dial.cancel();
    }
  }

  void closeAll() {
    List<Integer> numbers = new ArrayList<>(open.keySet());
    numbers.addAll(dials.keySet());
    numbers.forEach(this::close);
  }

  /** Runs an action once, when no connection is left. */
  void whenAllGone(Runnable action) {
    allGone = action;
    checkAllGone();
  }

  private void checkAllGone() {
    Runnable action = allGone;
    if (action != null && transports.isEmpty() && dials.isEmpty()) {
      allGone = null;
      action.run();
    }
  }

  @Override
  public void frame(FrameLink link, byte[] frame) {
    inputs.accept(new Input.FrameReceived(link.number(), frame));
  }

  @Override
  public void closed(FrameLink link, ErrorCode reason) {
    if (open.remove(link.number(), link)) {
      inputs.accept(new Input.LinkClosed(link.number(), reason));
    }
  }

  @Override
  public void gone(FrameLink link) {
    transports.remove(link);
    checkAllGone();
  }
}
