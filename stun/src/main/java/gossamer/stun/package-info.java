/** The message format of STUN (RFC 8489) and TURN (RFC 8656): bytes in, records out, and back. */
@NullMarked
package gossamer.stun;

import org.jspecify.annotations.NullMarked;
