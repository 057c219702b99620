/**
 * Buckets of contacts, lookups, and routing over open links with source routes and backtracking:
 * the same for every overlay.
 */
@NullMarked
package gossamer.peer.overlay;

import org.jspecify.annotations.NullMarked;
