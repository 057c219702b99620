/** Connections between all kinds of homes, with the masters as the only STUN and TURN servers. */
@NullMarked
package gossamer.evaluation.nat;

import org.jspecify.annotations.NullMarked;
