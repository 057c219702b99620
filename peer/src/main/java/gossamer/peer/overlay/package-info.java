/**
 * Kademlia: k-buckets, lookups, and routing over open links with source routes and backtracking.
 */
@NullMarked
package gossamer.peer.overlay;

import org.jspecify.annotations.NullMarked;
