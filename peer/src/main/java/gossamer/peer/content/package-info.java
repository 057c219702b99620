/** Content: manifests, Merkle trees, and who sends which block to whom. */
@NullMarked
package gossamer.peer.content;

import org.jspecify.annotations.NullMarked;
