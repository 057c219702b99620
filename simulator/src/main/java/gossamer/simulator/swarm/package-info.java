/**
 * Networks of a thousand to a million production peers in one JVM, on virtual time: as lean as it
 * goes, where {@code gossamer.simulator} is for some hundred peers that tests look at closely.
 */
@NullMarked
package gossamer.simulator.swarm;

import org.jspecify.annotations.NullMarked;
