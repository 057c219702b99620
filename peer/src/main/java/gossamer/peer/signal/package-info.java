/** Sealed and signed offers, answers, candidates and messages. */
@NullMarked
package gossamer.peer.signal;

import org.jspecify.annotations.NullMarked;
