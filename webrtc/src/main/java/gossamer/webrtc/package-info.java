/**
 * Whole connections without a socket: the endpoint that holds thousands of them on one port, and
 * the connection that offers and answers.
 */
@NullMarked
package gossamer.webrtc;

import org.jspecify.annotations.NullMarked;
