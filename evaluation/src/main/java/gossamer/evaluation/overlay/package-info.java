/** The overlay under simulation: scenarios, what comes out of them, and the experiment. */
@NullMarked
package gossamer.evaluation.overlay;

import org.jspecify.annotations.NullMarked;
