import type { JoinOptions } from './api.js';
import { GossamerError } from './errors.js';

/** What a peer uses of its platform, checked once. */
export interface Platform {
  readonly WebSocket: new (url: string, protocol: string) => WebSocket;
  readonly fetch: typeof globalThis.fetch;
  readonly webrtc: boolean;
  createConnection(): RTCPeerConnection;
  /** ICE servers and the like that were learnt after the start. */
  iceServers: RTCIceServer[];
}

/**
 * Looks for what a peer needs.
 *
 * @throws GossamerError `insecure-context`, `no-crypto`, `no-webrtc` or `invalid-argument`
 */
export function platformOf(options: JoinOptions): Platform {
  if (globalThis.isSecureContext === false) {
    throw new GossamerError('insecure-context', 'the page must come by https or from localhost');
  }
  if (!globalThis.crypto?.subtle) {
    throw new GossamerError('no-crypto', 'no WebCrypto');
  }
  const Connection = options.RTCPeerConnection ?? globalThis.RTCPeerConnection;
  if (!Connection && options.webrtc !== 'optional') {
    throw new GossamerError('no-webrtc', 'no RTCPeerConnection');
  }
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  if (!WebSocket) {
    throw new GossamerError('invalid-argument', 'no WebSocket');
  }
  return {
    WebSocket,
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
    webrtc: !!Connection,
    iceServers: [],
    createConnection() {
      return new Connection({ iceServers: this.iceServers, ...options.rtcConfig });
    },
  };
}
