import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { JoinOptions } from '../../ts/api.js';
import { join } from '../../ts/join.js';
import { platformOf } from '../../ts/platform.js';
import { failure, rejection } from './failure.js';

class Connection {
  readonly configuration: RTCConfiguration | undefined;

  constructor(configuration?: RTCConfiguration) {
    this.configuration = configuration;
  }
}

const RTCPeerConnection = Connection as unknown as NonNullable<JoinOptions['RTCPeerConnection']>;
const WebSocket = class {} as unknown as NonNullable<JoinOptions['WebSocket']>;

/** Sets a global for one test. */
function setGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
}

describe('platform', () => {
  const { crypto } = globalThis;

  afterEach(() => {
    setGlobal('isSecureContext', undefined);
    setGlobal('crypto', crypto);
  });

  test('a page on plain http is told that its context is insecure', async () => {
    setGlobal('isSecureContext', false);
    const joined = join('http://192.0.2.1', { RTCPeerConnection, WebSocket });
    assert.equal(await rejection(joined), 'insecure-context');
  });

  test('a platform without WebCrypto is told apart', () => {
    setGlobal('crypto', {});
    assert.equal(
      failure(() => platformOf({ RTCPeerConnection, WebSocket })),
      'no-crypto',
    );
  });

  test('without WebRTC it fails, unless WebSockets are enough', () => {
    assert.equal(
      failure(() => platformOf({ WebSocket })),
      'no-webrtc',
    );
    assert.equal(platformOf({ WebSocket, webrtc: 'optional' }).webrtc, false);
    assert.equal(platformOf({ WebSocket, RTCPeerConnection }).webrtc, true);
  });

  test('without WebSocket it fails', () => {
    assert.equal(
      failure(() => platformOf({ RTCPeerConnection })),
      'invalid-argument',
    );
  });

  test('the given RTCConfiguration overrides the ICE servers of the network', () => {
    const own = [{ urls: 'stun:own.example' }];
    const platform = platformOf({
      WebSocket,
      RTCPeerConnection,
      rtcConfig: { iceTransportPolicy: 'relay' },
    });
    platform.iceServers = own;
    const made = platform.createConnection() as unknown as Connection;
    assert.deepEqual(made.configuration, { iceServers: own, iceTransportPolicy: 'relay' });
    const rtcConfig = { iceServers: [] };
    const other = platformOf({ WebSocket, RTCPeerConnection, rtcConfig });
    other.iceServers = own;
    assert.deepEqual((other.createConnection() as unknown as Connection).configuration, rtcConfig);
  });

  test('the rung of TURN is relay only, and fails without a server', () => {
    const platform = platformOf({ WebSocket, RTCPeerConnection });
    assert.equal(
      failure(() => platform.createConnection(1)),
      'connect-failed',
    );
    platform.iceServers = [{ urls: 'turn:own.example' }];
    const made = platform.createConnection(1) as unknown as Connection;
    assert.deepEqual(made.configuration, {
      iceServers: platform.iceServers,
      iceTransportPolicy: 'relay',
    });
  });
});

describe('join', () => {
  const options = { RTCPeerConnection, WebSocket, storage: 'memory' as const };
  const never = (_url: unknown, { signal }: RequestInit = {}): Promise<Response> =>
    new Promise((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true }),
    );

  test('a master that does not answer is unreachable', async () => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    assert.equal(
      await rejection(join('https://master.example', { ...options, fetch })),
      'unreachable',
    );
  });

  test('what is no address is refused', async () => {
    await assert.rejects(join('nonsense', options), TypeError);
  });

  test('a master that is slower than the time-out gives timeout', async () => {
    const joined = join('https://master.example', { ...options, fetch: never, timeout: 1 });
    assert.equal(await rejection(joined), 'timeout');
  });

  test('who gives up gets the reason of the signal', async () => {
    const reason = new Error('enough');
    const gone = AbortSignal.abort(reason);
    await assert.rejects(
      join('https://m.example', { ...options, fetch: never, signal: gone }),
      reason,
    );
    const later = new AbortController();
    const joined = join('https://m.example', { ...options, fetch: never, signal: later.signal });
    later.abort(reason);
    await assert.rejects(joined, reason);
  });
});
