/** Values stored in the overlay: immutable values and signed, expiring entries. */
@NullMarked
package gossamer.peer.records;

import org.jspecify.annotations.NullMarked;
