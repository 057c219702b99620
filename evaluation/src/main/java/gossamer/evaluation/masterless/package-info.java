/** Real browsers go on when every master is dead. */
@NullMarked
package gossamer.evaluation.masterless;

import org.jspecify.annotations.NullMarked;
