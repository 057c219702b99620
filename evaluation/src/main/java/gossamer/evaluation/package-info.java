/** Experiments on real browsers and masters. */
@NullMarked
package gossamer.evaluation;

import org.jspecify.annotations.NullMarked;
