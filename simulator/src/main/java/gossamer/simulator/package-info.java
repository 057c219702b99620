/** Many peers in one JVM, on virtual time and with seeded faults. */
@NullMarked
package gossamer.simulator;

import org.jspecify.annotations.NullMarked;
