package gossamer.evaluation.interop;

import gossamer.evaluation.browser.Page;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** A page with one RTCPeerConnection, used through its console. */
final class BrowserPeer {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Everything that the page does; the answer of a direct join is made here, by nobody else. */
  private static final String PEER =
      """
      () => {
        window.received = [];
        window.channels = [];
        window.use = channel => {
          channels.push(channel);
          channel.binaryType = 'arraybuffer';
          channel.onmessage = event => received.push(event.data);
          return channel;
        };
        window.connect = config => {
          window.pc = new RTCPeerConnection(config);
          pc.ondatachannel = event => use(event.channel);
        };
        connect();
        window.answerFor = (print, host, port, transport) => ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-',
          't=0 0', 'a=group:BUNDLE 0', 'a=ice-lite',
          'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', 'a=mid:0',
          'a=ice-ufrag:' + Math.random().toString(36).slice(2, 12).padEnd(10, 'a'),
          'a=ice-pwd:' + print,
          'a=fingerprint:sha-256 ' + print.toUpperCase().match(/../g).join(':'),
          'a=setup:active', 'a=sctp-port:5000', 'a=max-message-size:262144',
          transport === 'udp'
            ? `a=candidate:1 1 udp 2130706431 ${host} ${port} typ host`
            : `a=candidate:1 1 tcp 1694498815 ${host} ${port} typ host tcptype passive`,
          'a=end-of-candidates', ''].join('\\r\\n');
        window.join = async (print, host, port, transport) => {
          const begun = performance.now();
          const channel = use(pc.createDataChannel('', {negotiated: true, id: 0}));
          await pc.setLocalDescription();
          const unchanged = pc.localDescription.sdp;
          await pc.setRemoteDescription({type: 'answer', sdp: answerFor(print, host, port, transport)});
          await new Promise((done, failed) => {
            channel.onopen = done;
            pc.onconnectionstatechange = () => pc.connectionState === 'failed' && failed('failed');
          });
          return {millis: performance.now() - begun, unchanged};
        };
        window.gathered = () => new Promise(done => {
          const look = () => pc.iceGatheringState === 'complete' && done(pc.localDescription.sdp);
          pc.onicegatheringstatechange = look;
          look();
        });
        window.offer = async () => {
          await pc.setLocalDescription();
          return gathered();
        };
        window.answer = async sdp => {
          await pc.setRemoteDescription({type: 'offer', sdp});
          await pc.setLocalDescription();
          return gathered();
        };
        window.take = sdp => pc.setRemoteDescription({type: 'answer', sdp});
        window.opened = label => new Promise(done => {
          const look = () => {
            const channel = channels.find(one => one.label === label);
            channel?.readyState === 'open' ? done(channel.label) : setTimeout(look, 5);
          };
          look();
        });
        window.named = label => channels.find(one => one.label === label);
        // Sends one message of each size and checks what comes back, in any order.
        window.echoes = async (label, sizes) => {
          const channel = named(label);
          const back = [];
          channel.onmessage = event => back.push(event.data);
          sizes.forEach(size => channel.send(fill(size, size)));
          const end = performance.now() + 15_000;
          while (back.length < sizes.length && performance.now() < end) {
            await new Promise(done => setTimeout(done, 5));
          }
          return back.filter(data => holds(data, data.byteLength)).map(data => data.byteLength);
        };
        window.fill = (length, seed) => {
          const bytes = new Uint8Array(length);
          for (let i = 0; i < length; i++) bytes[i] = (i * 31 + seed) & 255;
          return bytes;
        };
        window.holds = (data, seed) => {
          const bytes = new Uint8Array(data);
          return bytes.every((byte, i) => byte === ((i * 31 + seed) & 255));
        };
      }
      """;

  private BrowserPeer() {}

  static void prepare(Page page) {
    page.evaluate(PEER);
  }

  /** Closes the connection in the page; when, in milliseconds since 1970. */
  static double close(Page page) {
    String script = "() => { pc.close(); return performance.timeOrigin + performance.now() }";
    return page.evaluate(script).asDouble();
  }

  /** Joins the endpoint directly and waits until the channel is open. */
  static JsonNode join(Page page, OurEndpoint endpoint, String transport) {
    String host = endpoint.reachable().getAddress().getHostAddress();
    return page.evaluate("join", endpoint.fingerprint(), host, endpoint.number(), transport);
  }
}
