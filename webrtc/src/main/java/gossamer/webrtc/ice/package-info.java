/**
 * Finding and keeping a path between two peers: ICE (RFC 8445, 8838, 7675), the lite role of
 * servers and the full role; no sockets, no clock.
 */
@NullMarked
package gossamer.webrtc.ice;

import org.jspecify.annotations.NullMarked;
