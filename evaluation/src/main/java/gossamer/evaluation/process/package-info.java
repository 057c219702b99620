/** Processes that tests start, watch and end: always by their id, and always all of them. */
@NullMarked
package gossamer.evaluation.process;

import org.jspecify.annotations.NullMarked;
