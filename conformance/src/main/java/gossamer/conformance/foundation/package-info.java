/** Tests of the foundation: identifiers, digests, random numbers and the wire format. */
@NullMarked
package gossamer.conformance.foundation;

import org.jspecify.annotations.NullMarked;
