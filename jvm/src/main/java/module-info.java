/** Host services of a peer on the JVM. */
module gossamer.jvm {
  requires static org.jspecify;
  requires transitive gossamer.peer;
  requires transitive gossamer.webrtc;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires transitive io.netty.transport;
  requires io.netty.transport.classes.epoll;
  requires io.netty.transport.unix.common;
  requires org.slf4j;

  exports gossamer.jvm;
  exports gossamer.jvm.channel;
  exports gossamer.jvm.dtls;
  exports gossamer.jvm.net;
}
