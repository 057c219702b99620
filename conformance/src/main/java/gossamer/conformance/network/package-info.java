/** Tests of whole networks of production peers on virtual time. */
@NullMarked
package gossamer.conformance.network;

import org.jspecify.annotations.NullMarked;
