/** The two collections of the core beside lists: a table and a queue, alike on every platform. */
@NullMarked
package gossamer.peer.table;

import org.jspecify.annotations.NullMarked;
