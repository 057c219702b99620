/** The verbs people type. */
@NullMarked
package gossamer.cli;

import org.jspecify.annotations.NullMarked;
