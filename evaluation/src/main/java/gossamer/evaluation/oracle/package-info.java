/** The yardstick: data channels of libwebrtc on the JVM, in a process of their own. */
@NullMarked
package gossamer.evaluation.oracle;

import org.jspecify.annotations.NullMarked;
