/** Host services of a peer on the JVM. */
module gossamer.jvm {
  requires static org.jspecify;
  requires transitive gossamer.peer;
  requires io.netty.buffer;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires org.slf4j;
}
