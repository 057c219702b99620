/** The peer in the browser. */
@NullMarked
package gossamer.browser;

import org.jspecify.annotations.NullMarked;
