/** How many round trips it takes a page to join. */
@NullMarked
package gossamer.evaluation.join;

import org.jspecify.annotations.NullMarked;
