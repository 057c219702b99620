/** The portable tests of the core. */
@NullMarked
package gossamer.conformance;

import org.jspecify.annotations.NullMarked;
