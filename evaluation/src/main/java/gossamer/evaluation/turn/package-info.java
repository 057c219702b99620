/** What relaying costs, beside coturn. */
@NullMarked
package gossamer.evaluation.turn;

import org.jspecify.annotations.NullMarked;
