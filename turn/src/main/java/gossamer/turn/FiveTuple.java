package gossamer.turn;

import gossamer.stun.TransportAddress;

/**
 * Who a client is to the server (RFC 8656, section 3.2).
 *
 * @param server the address that the client sent to
 * @param client the address that it sent from, as seen here; over TCP it names one connection
 */
public record FiveTuple(Transport transport, TransportAddress server, TransportAddress client) {}
