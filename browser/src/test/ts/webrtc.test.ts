import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
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

  getStats = async () => new Map();
  onconnectionstatechange = () => {};
  offers: unknown[] = [];
  localDescription = { sdp: 'offer' };
  createOffer = async (options: unknown) => {
    this.offers.push(options);
    return { type: 'offer', sdp: '' };
  };
  setLocalDescription = async () => {};
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

describe('a link over data channels', () => {
  let pc: FakeConnection;
  let told: string[];
  let transport: WebRtcTransport;
  let iceServers: RTCIceServer[] = [];

  beforeEach(() => {
    pc = new FakeConnection();
    told = [];
    const events = {
      opened: () => told.push('opened'),
      path: () => {},
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

  test('a Hello that comes before the second channel is open is not lost', () => {
    const [control, bulk] = pc.channels;
    assert.ok(control && bulk);
    control.open();
    control.onmessage({ data: Uint8Array.of(7).buffer });
    bulk.open();
    bulk.onmessage({ data: Uint8Array.of(8).buffer });
    assert.deepEqual(told, ['opened', 'frame 7', 'block 8']);
  });

  test('a new offer on an open link restarts ICE, and a failed path alone does not end it', async () => {
    const [control] = pc.channels;
    assert.ok(control);
    await transport.describe();
    control.open();
    pc.state('failed');
    await transport.describe();
    pc.state('connected');
    assert.deepEqual(pc.offers, [{ iceRestart: false }, { iceRestart: true }]);
    assert.deepEqual(told, ['described', 'opened', 'described']);
  });

  test('a restart of ICE uses the relays of now, or those that it has', async () => {
    const [control] = pc.channels;
    await transport.describe();
    control?.open();
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

  test('either channel that closes ends it, once', () => {
    const [control, bulk] = pc.channels;
    assert.ok(control && bulk);
    control.open();
    bulk.onclose();
    control.onclose();
    assert.deepEqual(told, ['opened', 'closed']);
    assert.equal(pc.connectionState, 'closed');
  });
});
