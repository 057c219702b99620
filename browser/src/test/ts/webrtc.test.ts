import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import type { Bytes } from '../../ts/bytes.js';
import { WebRtcTransport } from '../../ts/connections/webrtc.js';

class FakeChannel {
  readyState = 'connecting';
  bufferedAmount = 0;
  onopen = () => {};
  onclose = () => {};
  onmessage = (_: { data: ArrayBuffer }) => {};

  open() {
    this.readyState = 'open';
    this.onopen();
  }
}

class FakeConnection {
  channels: FakeChannel[] = [];
  connectionState = 'new';

  createDataChannel() {
    this.channels.push(new FakeChannel());
    return this.channels.at(-1);
  }

  stats = new Map<string, unknown>();
  getStats = async () => this.stats;
  onconnectionstatechange = () => {};
  signalingState = 'stable';
  onsignalingstatechange = () => {};
  restarts = 0;
  localDescription = { sdp: 'offer' };
  remoteDescription: { sdp: string } | null = { sdp: '' };
  setLocalDescription = async () => {};
  restartIce() {
    this.restarts++;
  }
  configurations: unknown[] = [];
  setConfiguration(configuration: unknown) {
    this.configurations.push(configuration);
    if (this.refuses) {
      throw new Error('InvalidModificationError');
    }
  }
  refuses = false;

  state(state: string) {
    this.connectionState = state;
    this.onconnectionstatechange();
  }

  close() {
    this.connectionState = 'closed';
  }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const PRINT = `a=fingerprint:sha-256 ${'AB:'.repeat(31)}AB\r\n`;

describe('a link over data channels', () => {
  let pc: FakeConnection;
  let told: string[];
  let transport: WebRtcTransport;
  let iceServers: RTCIceServer[] = [];

  afterEach(() => mock.timers.reset());

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    pc = new FakeConnection();
    told = [];
    const events = {
      opened: (local: Bytes) => told.push(local.length ? `opened, bound to ${local[0]}` : 'opened'),
      path: (path: number) => told.push(`path ${path}`),
      frame: (frame: Bytes) => told.push(`frame ${frame[0]}`),
      block: (block: Bytes) => told.push(`block ${block[0]}`),
      described: () => told.push('described'),
      candidate: () => {},
      closed: () => told.push('closed'),
    };
    transport = new WebRtcTransport(pc as unknown as RTCPeerConnection, events, {
      configuration: () => ({ iceServers }),
    });
  });

  test('a Hello that comes before the second channel is open is not lost', async () => {
    const [control, bulk] = pc.channels;
    assert.ok(control && bulk);
    control.open();
    control.onmessage({ data: Uint8Array.of(7).buffer });
    await settle();
    bulk.open();
    bulk.onmessage({ data: Uint8Array.of(8).buffer });
    assert.deepEqual(told, ['opened', 'frame 7', 'block 8']);
  });

  test('a channel that opens before the description is shown is bound to it all the same', async () => {
    const [control] = pc.channels;
    pc.signalingState = 'have-local-offer';
    pc.remoteDescription = null;
    control?.onmessage({ data: Uint8Array.of(7).buffer });
    control?.open();
    await settle();
    assert.deepEqual(told, []);
    pc.signalingState = 'stable';
    pc.remoteDescription = { sdp: PRINT };
    pc.onsignalingstatechange();
    await settle();
    assert.deepEqual(told, ['opened, bound to 171', 'frame 7']);
  });

  test('a relay that is met as a peer reflexive candidate is told as one, until there is a better pair', async () => {
    const pair = (port: number) =>
      new Map<string, unknown>([
        ['T', { type: 'transport', selectedCandidatePairId: 'P' }],
        ['P', { localCandidateId: 'L', remoteCandidateId: 'R' }],
        ['L', { candidateType: 'srflx' }],
        ['R', { candidateType: 'prflx', address: '192.0.2.7', port }],
      ]);
    pc.remoteDescription = {
      sdp: 'a=candidate:1 1 udp 9 192.0.2.7 4444 typ relay raddr 0.0.0.0 rport 9\r\n',
    };
    pc.stats = pair(4444);
    pc.channels[0]?.open();
    await settle();
    pc.stats = pair(4445);
    mock.timers.tick(3_000);
    await settle();
    assert.deepEqual(told, ['opened', 'path 1', 'path 0']);
    pc.stats = pair(4444);
    mock.timers.tick(60_000);
    await settle();
    assert.equal(told.length, 3, 'a direct path is not asked for again');
  });

  test('a relayed path is looked at again after a moment without any pair', async () => {
    const relay = new Map<string, unknown>([
      ['T', { type: 'transport', selectedCandidatePairId: 'P' }],
      ['P', { localCandidateId: 'L', remoteCandidateId: 'R' }],
      ['L', { candidateType: 'relay' }],
    ]);
    pc.stats = relay;
    pc.channels[0]?.open();
    await settle();
    pc.stats = new Map();
    mock.timers.tick(3_000);
    await settle();
    pc.stats = new Map(relay).set('L', { candidateType: 'host' });
    mock.timers.tick(3_000);
    await settle();
    assert.deepEqual(told, ['opened', 'path 1', 'path 0']);
  });

  test('a new offer on an open link restarts ICE, and a failed path alone does not end it', async () => {
    const [control] = pc.channels;
    assert.ok(control);
    await transport.describe();
    control.open();
    await settle();
    pc.state('failed');
    await transport.describe();
    pc.state('connected');
    assert.equal(pc.restarts, 1);
    assert.deepEqual(told, ['described', 'opened', 'described']);
  });

  test('a restart of ICE uses the relays of now, or those that it has', async () => {
    const [control] = pc.channels;
    await transport.describe();
    control?.open();
    await settle();
    assert.deepEqual(pc.configurations, []);
    iceServers = [{ urls: 'turn:new.example' }];
    await transport.describe();
    assert.deepEqual(pc.configurations, [{ iceServers }]);
    pc.refuses = true;
    await transport.describe();
    assert.deepEqual(told, ['described', 'opened', 'described', 'described']);
  });

  test('a path that fails before the channels are open ends it', () => {
    pc.state('failed');
    assert.deepEqual(told, ['closed']);
  });

  test('either channel that closes ends it, once', async () => {
    const [control, bulk] = pc.channels;
    assert.ok(control && bulk);
    control.open();
    await settle();
    bulk.onclose();
    control.onclose();
    assert.deepEqual(told, ['opened', 'closed']);
    assert.equal(pc.connectionState, 'closed');
  });
});
