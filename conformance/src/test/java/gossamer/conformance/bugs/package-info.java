/** Defects that the tests must notice. */
@NullMarked
package gossamer.conformance.bugs;

import org.jspecify.annotations.NullMarked;
