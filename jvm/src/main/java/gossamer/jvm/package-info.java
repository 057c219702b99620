/** Host services of a peer on the JVM. */
@NullMarked
package gossamer.jvm;

import org.jspecify.annotations.NullMarked;
