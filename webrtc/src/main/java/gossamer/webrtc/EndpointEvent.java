package gossamer.webrtc;

/** What an endpoint tells: the event of one of its sessions. */
public record EndpointEvent(EndpointSession session, ConnectionEvent event) {}
