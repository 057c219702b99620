/** The peer: one pure state machine that every host runs. */
@NullMarked
package gossamer.peer;

import org.jspecify.annotations.NullMarked;
