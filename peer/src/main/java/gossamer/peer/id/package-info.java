/** Identifiers of 160 bits, the XOR metric, SHA-256 and the seeded generator. */
@NullMarked
package gossamer.peer.id;

import org.jspecify.annotations.NullMarked;
