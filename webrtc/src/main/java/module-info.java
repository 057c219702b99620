/**
 * Data channels in pure Java: ICE, SCTP over DTLS, DCEP and SDP as state machines without sockets.
 */
module gossamer.webrtc {
  requires static transitive org.jspecify;
  requires transitive gossamer.stun;

  exports gossamer.webrtc;
  exports gossamer.webrtc.channel;
  exports gossamer.webrtc.dtls;
  exports gossamer.webrtc.ice;
  exports gossamer.webrtc.sctp;
  exports gossamer.webrtc.sdp;
  exports gossamer.webrtc.turn;
}
