/** Homes behind routers as people have them, on an internet of their own. */
@NullMarked
package gossamer.evaluation.home;

import org.jspecify.annotations.NullMarked;
