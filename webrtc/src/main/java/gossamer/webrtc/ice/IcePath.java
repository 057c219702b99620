package gossamer.webrtc.ice;

import gossamer.stun.TransportAddress;

/**
 * From where to where packets go.
 *
 * @param local the socket's address, or the relayed address; a server on one port may say 0.0.0.0
 * @param remote the other side as seen from here; over TCP it names one accepted connection
 */
public record IcePath(Transport transport, TransportAddress local, TransportAddress remote) {}
