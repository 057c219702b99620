import { demand } from './attempt.js';
import type { JoinOptions } from './api.js';

/** What a peer uses of its platform, checked once. */
export interface Platform {
  readonly WebSocket: new (url: string, protocol: string) => WebSocket;
  readonly fetch: typeof globalThis.fetch;
  readonly webrtc: boolean;
  /** What a connection made now is given. */
  configuration(): RTCConfiguration;
  /** With 1 through TURN only, which fails where there is no server. */
  createConnection(rung?: number): RTCPeerConnection;
  /** ICE servers and the like that were learnt after the start. */
  iceServers: RTCIceServer[];
  /** Where a master, by its address, takes data channels without signalling: also learnt. */
  direct: Map<string, string | undefined>;
}

/**
 * Looks for what a peer needs.
 *
 * @throws GossamerError `insecure-context`, `no-crypto`, `no-webrtc` or `invalid-argument`
 */
export function platformOf(options: JoinOptions): Platform {
  demand(globalThis.isSecureContext !== false, 'insecure-context', 'https or localhost only');
  demand(globalThis.crypto?.subtle, 'no-crypto');
  const Connection = options.RTCPeerConnection ?? globalThis.RTCPeerConnection;
  demand(Connection || options.webrtc === 'optional', 'no-webrtc');
  const WebSocket = options.WebSocket ?? globalThis.WebSocket;
  demand(WebSocket, 'invalid-argument', 'no WebSocket');
  return {
    WebSocket,
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
    webrtc: !!Connection,
    iceServers: [],
    direct: new Map(),
    configuration() {
      return { iceServers: this.iceServers, ...options.rtcConfig };
    },
    createConnection(rung) {
      const config = this.configuration();
      if (rung) {
        demand(config.iceServers?.length, 'connect-failed');
        config.iceTransportPolicy = 'relay';
      }
      return new Connection(config);
    },
  };
}
