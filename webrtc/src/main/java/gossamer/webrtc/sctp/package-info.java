/**
 * SCTP over DTLS (RFC 9260, RFC 8261) as WebRTC uses it (RFC 8831): one association without socket,
 * clock or thread, with partial reliability (RFC 3758), stream reset (RFC 6525) and zero checksum
 * (RFC 9653).
 */
@NullMarked
package gossamer.webrtc.sctp;

import org.jspecify.annotations.NullMarked;
