/**
 * Session descriptions of connections that carry data channels only (RFC 8866, RFC 8829, RFC 8839,
 * RFC 8841, RFC 8842): read, bounded, and written.
 */
@NullMarked
package gossamer.webrtc.sdp;

import org.jspecify.annotations.NullMarked;
