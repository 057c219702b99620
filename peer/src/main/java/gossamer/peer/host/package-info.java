/** The contract between the core and whatever hosts it: inputs, outputs, commands, events. */
@NullMarked
package gossamer.peer.host;

import org.jspecify.annotations.NullMarked;
