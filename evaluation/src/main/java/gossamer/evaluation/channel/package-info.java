/** What data channels carry, and what they cost, next to libwebrtc. */
@NullMarked
package gossamer.evaluation.channel;

import org.jspecify.annotations.NullMarked;
