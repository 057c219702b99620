package gossamer.evaluation.turn;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The least that a relay can do on this stack: packets in at one socket, four bytes cut off, out at
 * the socket of their sender, and back without them. No credentials, permissions, limits or time.
 * Prints {@code serving PORT}.
 */
public final class BareProgram {
  private static final int PACKET = 2_048;
  private static final int BATCH = 16;

  /** Bytes of a hello; what follows has more. */
  private static final int HELLO = 6;

  private static final String HOST = "127.0.0.1";

  private final Map<InetSocketAddress, Way> ways = new HashMap<>();
  private final Bootstrap bootstrap;

  private record Way(Channel out, InetSocketAddress peer) {}

  private BareProgram(EventLoopGroup group) {
    this.bootstrap =
        new Bootstrap()
            .group(group)
            .channel(EpollDatagramChannel.class)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(BATCH * PACKET))
            .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, PACKET);
  }

  /** Serves until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    BareProgram program = new BareProgram(group);
    Channel front =
        program.bootstrap.clone().handler(program.new Front()).bind(HOST, 0).sync().channel();
    System.out.println("serving " + ((InetSocketAddress) front.localAddress()).getPort());
    front.closeFuture().sync();
  }

  /** What a client says first: where its packets go. */
  static ByteBuffer hello(SocketAddress peer) {
    InetSocketAddress address = (InetSocketAddress) peer;
    byte[] ip = address.getAddress().getAddress();
    return ByteBuffer.allocate(HELLO).put(ip).putShort((short) address.getPort()).flip();
  }

  /** The address in a hello, or in the answer: its relayed one. */
  static InetSocketAddress address(ByteBuffer hello) throws IOException {
    byte[] ip = new byte[4];
    hello.get(ip);
    return new InetSocketAddress(InetAddress.getByAddress(ip), hello.getShort() & 0xffff);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the void promise
  private static void send(Channel channel, ByteBuf payload, InetSocketAddress to) {
    channel.write(new DatagramPacket(payload, to), channel.voidPromise());
  }

  private final class Front extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
      DatagramPacket packet = (DatagramPacket) message;
      Way way = ways.get(packet.sender());
      if (way == null || packet.content().readableBytes() == HELLO) {
        open(context.channel(), packet);
      } else {
        ByteBuf payload = packet.content().skipBytes(4);
        send(way.out(), payload, way.peer());
      }
    }

    private void open(Channel front, DatagramPacket packet) throws IOException {
      InetSocketAddress peer = address(packet.content().nioBuffer());
      InetSocketAddress client = packet.sender();
      packet.release();
      Channel out = bootstrap.clone().handler(new Back(front, client)).register().channel();
      if (!out.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).isSuccess()) {
        throw new IOException("no port for " + client);
      }
      ways.put(client, new Way(out, peer));
      ByteBuf answer = front.alloc().buffer().writeBytes(hello(out.localAddress()));
      send(front, answer, client);
      front.flush();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      ways.values().forEach(way -> way.out().flush());
    }
  }

  private static final class Back extends ChannelInboundHandlerAdapter {
    private final Channel front;
    private final InetSocketAddress client;

    Back(Channel front, InetSocketAddress client) {
      this.front = front;
      this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      DatagramPacket packet = (DatagramPacket) message;
      send(front, packet.content(), client);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      front.flush();
    }
  }
}
