/** Data channels over one association: DCEP (RFC 8832), negotiated channels, closing (RFC 8831). */
@NullMarked
package gossamer.webrtc.channel;

import org.jspecify.annotations.NullMarked;
