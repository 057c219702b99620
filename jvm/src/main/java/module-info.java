/** Host services of a peer on the JVM. */
module gossamer.jvm {
  requires static org.jspecify;
  requires transitive gossamer.peer;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires transitive io.netty.transport;
  requires org.slf4j;

  exports gossamer.jvm;
}
