import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { coreOf } from '../../ts/routing/overlay.js';
import { rejection } from './failure.js';

const methods = (core: { prototype: object }): string[] =>
  Object.getOwnPropertyNames(core.prototype);

describe('overlay', () => {
  test('is Kademlia where the descriptor says nothing', async () => {
    assert.equal(await coreOf(), await coreOf('kademlia'));
  });

  test('of Chord is a core of its own with the same calls', async () => {
    const [kademlia, chord] = [await coreOf('kademlia'), await coreOf('chord')];
    assert.notEqual(chord, kademlia);
    for (const name of ['lookup', 'tick', 'deadline', 'linkOpened']) {
      assert.ok(methods(kademlia).includes(name), name);
      assert.ok(name in chord.prototype, name);
    }
  });

  test('that is not known here is told', async () => {
    assert.equal(await rejection(coreOf('pastry')), 'unknown-version');
  });
});
