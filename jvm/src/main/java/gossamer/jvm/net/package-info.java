/** The sockets of the peer's datagrams: one UDP port, and ICE's TCP for who has no UDP. */
@NullMarked
package gossamer.jvm.net;

import org.jspecify.annotations.NullMarked;
