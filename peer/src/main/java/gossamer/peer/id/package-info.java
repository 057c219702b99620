/** Identity: keys, 160-bit ids made from them, and signed peer records. */
@NullMarked
package gossamer.peer.id;

import org.jspecify.annotations.NullMarked;
