import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Core } from '../../ts/routing/core.js';
import { Crowd, type CoreClass, type Member } from './crowd.js';

const PEERS = 24;

const { ChordCore } = (await import(
  new URL('../javascript/chord.min.js', import.meta.url).href
)) as { ChordCore: CoreClass };

/** The Java of the package, as small as it is published, does what it does on the JVM. */
describe('the package made smaller', () => {
  for (const [overlay, CoreOf] of Object.entries({ Kademlia: Core, Chord: ChordCore })) {
    test(`on ${overlay}, a crowd without a master links, and everyone finds everyone`, () => {
      const crowd = new Crowd(CoreOf);
      crowd.add();
      crowd.run(1_000);
      for (let i = 1; i < PEERS; i++) {
        crowd.add(crowd.members[Math.floor(i / 2)] as Member);
        crowd.run(2_000);
      }
      crowd.run(30_000);
      const ids = crowd.members.map(({ core }) => core.id()).sort();
      for (const { core } of crowd.members) {
        ids.forEach((id, index) => core.lookup(index + 1, id));
      }
      crowd.run(20_000);
      for (const { core, found, failed } of crowd.members) {
        assert.deepEqual(failed, []);
        assert.deepEqual(found.sort(), ids);
        assert.ok(core.neighbours().length > 3, `links: ${core.neighbours().length}`);
      }
    });
  }
});
