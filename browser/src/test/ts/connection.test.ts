import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { PeerConnection } from '../../ts/application/connection.js';
import { rejection } from './failure.js';

describe('connection', () => {
  let connection: PeerConnection;
  let disconnected: string[];

  beforeEach(() => {
    disconnected = [];
    connection = new PeerConnection('b', {
      path: () => 'direct',
      sendData: async () => {},
      disconnect: (peer) => disconnected.push(peer),
    });
  });

  test('iteration gives the messages in order and ends with the connection', async () => {
    connection.deliver('one');
    const got: unknown[] = [];
    const reading = (async () => {
      for await (const message of connection) {
        got.push(message);
      }
    })();
    connection.deliver('two');
    connection.deliver(new Uint8Array([3]));
    connection.closed('closed');
    await reading;
    assert.deepEqual(got, ['one', 'two', new Uint8Array([3])]);
  });

  test('a listener gets what came before it listened, then the rest, in order', async () => {
    const got: unknown[] = [];
    connection.deliver('one');
    connection.addEventListener('message', (event) => got.push((event as MessageEvent).data));
    connection.deliver('two');
    await Promise.resolve();
    connection.deliver('three');
    assert.deepEqual(got, ['one', 'two', 'three']);
  });

  test('messages that nobody takes close it with limit', () => {
    const codes: unknown[] = [];
    connection.addEventListener('close', (event) => codes.push((event as CloseEvent).code));
    for (let i = 0; i < 1024; i++) {
      connection.deliver('x');
    }
    assert.equal(connection.open, true);
    connection.deliver('x');
    assert.equal(connection.open, false);
    assert.deepEqual([disconnected, codes], [['b'], ['limit']]);
  });

  test('so do too many bytes', () => {
    for (let i = 0; i < 16; i++) {
      connection.deliver(new Uint8Array(1 << 20));
    }
    assert.equal(connection.open, true);
    connection.deliver('x');
    assert.equal(connection.open, false);
  });

  test('nothing is sent on one that is closed, and its end is told once', async () => {
    let closes = 0;
    connection.addEventListener('close', () => closes++);
    connection.closed('timeout');
    connection.closed('closed');
    connection.close();
    assert.equal(await rejection(connection.send('x')), 'closed');
    assert.deepEqual([closes, disconnected], [1, []]);
  });
});
