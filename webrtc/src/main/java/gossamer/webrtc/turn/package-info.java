/** The client of a TURN server over UDP (RFC 8656): relayed addresses; no sockets, no clock. */
@NullMarked
package gossamer.webrtc.turn;

import org.jspecify.annotations.NullMarked;
