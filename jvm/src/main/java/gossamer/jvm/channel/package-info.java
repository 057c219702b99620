/** Data channels of the JVM on real sockets: one port that accepts, and connections that dial. */
@NullMarked
package gossamer.jvm.channel;

import org.jspecify.annotations.NullMarked;
