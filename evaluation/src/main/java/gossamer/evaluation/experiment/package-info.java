/** What an experiment is: it measures something, beside something else, against a goal. */
@NullMarked
package gossamer.evaluation.experiment;

import org.jspecify.annotations.NullMarked;
