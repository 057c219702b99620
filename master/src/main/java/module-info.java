/** The server: a peer with a public address that also answers HTTP and WebSocket. */
module gossamer.master {
  requires static org.jspecify;
  requires transitive gossamer.jvm;
  requires transitive gossamer.turn;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires java.net.http;
  requires org.slf4j;
  requires tools.jackson.core;

  exports gossamer.master;
  exports gossamer.master.turn;
}
