/** A STUN and TURN server (RFC 8489, RFC 8656): what it answers, relays and refuses. */
@NullMarked
package gossamer.turn;

import org.jspecify.annotations.NullMarked;
