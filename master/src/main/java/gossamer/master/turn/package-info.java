/** The STUN and TURN server of a master on its sockets. */
@NullMarked
package gossamer.master.turn;

import org.jspecify.annotations.NullMarked;
