/**
 * The versioned binary codec: frames between linked peers, envelopes routed over many links, peer
 * records.
 */
@NullMarked
package gossamer.peer.wire;

import org.jspecify.annotations.NullMarked;
