/** The server: a peer with a public address that also answers HTTP and WebSocket. */
@NullMarked
package gossamer.master;

import org.jspecify.annotations.NullMarked;
