/** Links: Hello, admission, limits and failure detection. */
@NullMarked
package gossamer.peer.link;

import org.jspecify.annotations.NullMarked;
