/**
 * What data channels ask of DTLS (RFC 6347, RFC 8261): a service of the host, behind one interface.
 */
@NullMarked
package gossamer.webrtc.dtls;

import org.jspecify.annotations.NullMarked;
