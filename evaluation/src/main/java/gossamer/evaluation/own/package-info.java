/** Our data channels as an endpoint of experiments, and what thousands of them cost. */
@NullMarked
package gossamer.evaluation.own;

import org.jspecify.annotations.NullMarked;
