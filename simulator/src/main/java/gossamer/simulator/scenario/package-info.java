/** Scripts of what befalls a swarm, and what comes out of them. */
@NullMarked
package gossamer.simulator.scenario;

import org.jspecify.annotations.NullMarked;
