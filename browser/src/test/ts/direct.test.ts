import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { MasterTransport, answerOf } from '../../ts/connections/direct.js';
import type { Platform } from '../../ts/platform.js';

const PRINT = 'ab'.repeat(32);
const DIRECT = `fp=${PRINT}&at=192.0.2.1:8080&at=[2001:db8::1]:8080`;
const URL_OF_MASTER = 'wss://m.example/gossamer';

class FakeSocket {
  static made: FakeSocket[] = [];
  onopen = () => {};
  onclose = () => {};
  bufferedAmount = 0;
  readyState = 1;
  sent: unknown[] = [];
  closed = false;

  constructor(readonly url: string) {
    FakeSocket.made.push(this);
  }

  send(frame: unknown) {
    this.sent.push(frame);
  }

  close() {
    this.closed = true;
  }
}

class FakeChannel {
  readyState = 'connecting';
  bufferedAmount = 0;
  onopen = () => {};
  sent: unknown[] = [];

  send(frame: unknown) {
    this.sent.push(frame);
  }
}

class FakeConnection {
  static made: FakeConnection[] = [];
  channels: FakeChannel[] = [];
  connectionState = 'new';
  remote = '';
  signalingState = 'new';
  localDescription = { sdp: '' };
  onconnectionstatechange = () => {};

  constructor() {
    FakeConnection.made.push(this);
  }

  createDataChannel() {
    this.channels.push(new FakeChannel());
    return this.channels.at(-1);
  }

  setLocalDescription = async () => {
    this.localDescription.sdp = `a=fingerprint:sha-256 ${'01:'.repeat(31)}01\r\n`;
  };
  setRemoteDescription = async ({ sdp }: { sdp: string }) => {
    this.remote = sdp;
    this.signalingState = 'stable';
  };
  get remoteDescription() {
    return { sdp: this.remote };
  }
  getStats = async () => new Map();

  open() {
    this.channels.forEach((channel) => (channel.readyState = 'open'));
    this.channels[0]?.onopen();
  }

  fail() {
    this.connectionState = 'failed';
    this.onconnectionstatechange();
  }

  close() {
    this.connectionState = 'closed';
  }
}

describe('direct', () => {
  let told: unknown[][];
  let transport: MasterTransport;

  function dial(direct?: string, webrtc = true) {
    const note =
      (what: string) =>
      (...args: unknown[]) =>
        told.push([what, ...args]);
    transport = new MasterTransport(
      {
        WebSocket: FakeSocket,
        webrtc,
        direct: new Map([[URL_OF_MASTER, direct]]),
        createConnection: () => new FakeConnection(),
      } as unknown as Platform,
      URL_OF_MASTER,
      {
        opened: note('opened'),
        path: note('path'),
        frame: note('frame'),
        block: note('block'),
        described: note('described'),
        candidate: note('candidate'),
        closed: note('closed'),
      },
    );
  }

  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    told = [];
    FakeSocket.made = [];
    FakeConnection.made = [];
  });

  afterEach(() => mock.timers.reset());

  test('the answer is an ICE-lite endpoint that is the DTLS client (RFC 8445, RFC 8842)', () => {
    const lines = answerOf(DIRECT).split('\r\n');
    for (const line of [
      'a=ice-lite',
      'a=setup:active',
      `a=ice-pwd:${PRINT}`,
      `a=fingerprint:sha-256 ${'AB:'.repeat(31)}AB`,
      'a=candidate:0u 1 udp 2130706431 192.0.2.1 8080 typ host',
      'a=candidate:0t 1 tcp 1694498815 192.0.2.1 8080 typ host tcptype passive',
      'a=candidate:1u 1 udp 2130706430 2001:db8::1 8080 typ host',
    ]) {
      assert.ok(lines.includes(line), `${line} in ${lines.join('\n')}`);
    }
  });

  test('each answer has a name of its own, long enough to pay for flights, behind the token (RFC 8445, section 5.3)', () => {
    const ufrag = () => /ice-ufrag:(.*)/.exec(answerOf(`${DIRECT}&token=abc`))?.[1] ?? '';
    const [one, two] = [ufrag(), ufrag()];
    assert.match(one, /^abc[a-z2-7]{200}$/);
    assert.notEqual(one, two);
  });

  test('a data channel opens with nothing signalled, bound to both fingerprints', async () => {
    dial(DIRECT);
    await settle();
    const [pc] = FakeConnection.made;
    assert.match(pc?.remote ?? '', /a=ice-lite/);
    pc?.open();
    await settle();
    assert.deepEqual(told, [
      [
        'opened',
        new Uint8Array([...Array(32).fill(1), ...Array(32).fill(0xab)]),
        new Uint8Array([...Array(32).fill(0xab), ...Array(32).fill(1)]),
        0,
      ],
    ]);
    mock.timers.tick(60_000);
    assert.equal(FakeSocket.made.length, 0);
    transport.send(new Uint8Array([7]));
    assert.deepEqual(pc?.channels[0]?.sent, [new Uint8Array([7])]);
  });

  test('without a direct address, or without WebRTC, only the WebSocket is opened', () => {
    dial();
    dial(DIRECT, false);
    assert.equal(FakeConnection.made.length, 0);
    assert.deepEqual(
      FakeSocket.made.map((socket) => socket.url),
      [URL_OF_MASTER, URL_OF_MASTER],
    );
  });

  test('a WebSocket races a data channel that takes its time, and the first one stays', async () => {
    dial(DIRECT);
    await settle();
    mock.timers.tick(499);
    assert.equal(FakeSocket.made.length, 0);
    mock.timers.tick(1);
    FakeSocket.made[0]?.onopen();
    assert.equal(FakeConnection.made[0]?.connectionState, 'closed');
    FakeConnection.made[0]?.open();
    await settle();
    assert.deepEqual(
      told.map(([what, , , path]) => [what, path]),
      [['opened', 2]],
    );
    transport.send(new Uint8Array([7]));
    assert.equal(FakeSocket.made[0]?.sent.length, 1);
  });

  test('a data channel that fails hands over at once, and the loss of both is told once', async () => {
    dial(DIRECT);
    await settle();
    FakeConnection.made[0]?.fail();
    assert.equal(FakeSocket.made.length, 1);
    assert.deepEqual(told, []);
    FakeSocket.made[0]?.onclose();
    assert.deepEqual(told, [['closed', 15]]);
  });

  test('closing ends both, and the race is not gone on with', async () => {
    dial(DIRECT);
    transport.close();
    mock.timers.tick(60_000);
    assert.equal(FakeConnection.made[0]?.connectionState, 'closed');
    assert.equal(FakeSocket.made.length, 0);
    assert.deepEqual(told, []);
  });
});
