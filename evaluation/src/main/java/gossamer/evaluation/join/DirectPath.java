package gossamer.evaluation.join;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A data channel that nobody signals, from the constructor of the connection to the master's Hello:
 * the page makes the answer from what the descriptor says, and leaves its own description alone. A
 * connection that fails is made anew, and the time goes on.
 *
 * @param transport udp or tcp
 */
record DirectPath(String transport) implements JoinPath {
  @Override
  public String name() {
    return "direct over " + transport;
  }

  @Override
  public String script() {
    return """
    ({direct, transport}) => new Promise((resolve, reject) => {
      const start = performance.now();
      const where = new URLSearchParams(direct);
      const print = where.get('fp');
      const [, host, port] = /(.*):(\\d+)$/.exec(where.get('at'));
      const suffix = Array.from(crypto.getRandomValues(new Uint8Array(200)),
        byte => (byte & 15).toString(16)).join('');
      const answer = ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0', 'a=group:BUNDLE 0',
        'a=ice-lite', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0',
        'a=mid:0', 'a=ice-ufrag:' + (where.get('token') ?? '') + suffix, 'a=ice-pwd:' + print,
        'a=fingerprint:sha-256 ' + print.toUpperCase().match(/../g).join(':'),
        'a=setup:active', 'a=sctp-port:5000', 'a=max-message-size:262144',
        transport === 'udp'
          ? `a=candidate:1 1 udp 2130706431 ${host} ${port} typ host`
          : `a=candidate:1 1 tcp 1694498815 ${host} ${port} typ host tcptype passive`,
        'a=end-of-candidates', ''].join('\\r\\n');
      let failures = 0;
      const attempt = () => {
        const pc = new RTCPeerConnection();
        const channel = pc.createDataChannel('gossamer', {negotiated: true, id: 0});
        channel.onmessage = () => {
          resolve({millis: performance.now() - start, failures});
          pc.close();
        };
        pc.onconnectionstatechange = () => {
          if (pc.connectionState === 'failed') {
            failures++;
            pc.close();
            failures < 3 ? attempt() : reject(new Error('connection failed'));
          }
        };
        pc.setLocalDescription()
          .then(() => pc.setRemoteDescription({type: 'answer', sdp: answer}))
          .catch(reject);
      };
      attempt();
    })
    """;
  }

  @Override
  public Object target(String url, JsonNode descriptor) {
    String direct = descriptor.path("masters").path(0).path("direct").asString();
    return Map.of("direct", direct, "transport", transport);
  }
}
