import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { copyOf, textOf, toCore } from '../../ts/bytes.js';
import { Core, type CoreRecord, type CoreValue } from '../../ts/routing/core.js';
import { Crowd, START, type CoreClass, type Member } from './crowd.js';

const PEERS = 24;

const { ChordCore } = (await import(
  new URL('../javascript/chord.min.js', import.meta.url).href
)) as { ChordCore: CoreClass };

for (const [overlay, CoreOf] of Object.entries({ Kademlia: Core, Chord: ChordCore })) {
  describe(`the package's Java, made smaller, on ${overlay}`, () => {
    const crowd = new Crowd(CoreOf);
    let lastTicket = 0;

    const idsOf = (members: Member[]) => members.map(({ core }) => core.id()).sort();

    /** Each asks for something with a ticket of its own for each of the others; all have to succeed. */
    function each(ask: (member: Member, ticket: number, other: Member) => void): void {
      for (const member of crowd.members) {
        member.done.clear();
        for (const other of crowd.members) {
          if (other !== member) ask(member, ++lastTicket, other);
        }
      }
      crowd.run(30_000);
      for (const { failed, done } of crowd.members) {
        assert.deepEqual(failed, []);
        assert.equal(done.size, crowd.members.length - 1);
      }
    }

    function everyoneFindsEveryone(): void {
      each(({ core }, ticket, other) => core.lookup(ticket, other.core.id()));
      const ids = idsOf(crowd.members);
      for (const { core, done } of crowd.members) {
        const found = [...done.values()].map((record) => (record as CoreRecord).id);
        assert.deepEqual([...found, core.id()].sort(), ids);
        assert.ok(core.neighbours().length > 3, `links: ${core.neighbours().length}`);
      }
    }

    before(() => {
      crowd.add();
      crowd.run(1_000);
      for (let i = 1; i < PEERS; i++) {
        crowd.add(crowd.members[Math.floor(i / 2)]);
        crowd.run(2_000);
      }
      crowd.run(30_000);
    });

    test('a crowd without a master links, and everyone finds everyone', everyoneFindsEveryone);

    test('letters come to everyone', () => {
      each(({ core }, ticket, other) =>
        core.sendMessage(ticket, other.core.id(), toCore(copyOf('a letter'))),
      );
      const ids = idsOf(crowd.members);
      for (const { core, senders } of crowd.members) {
        assert.deepEqual([...senders, core.id()].sort(), ids);
      }
    });

    test('a value that one stores is there for everyone', () => {
      const keys = new Map<Member, string>();
      const expires = START + 3_600_000;
      for (const member of crowd.members) {
        const bytes = toCore(copyOf(`of ${member.core.id()}`));
        keys.set(member, member.core.putImmutable(++lastTicket, bytes, expires));
      }
      crowd.run(10_000);
      each(({ core }, ticket, other) => core.get(ticket, keys.get(other) as string));
      const expected = idsOf(crowd.members).map((id) => `of ${id}`);
      for (const { core, done } of crowd.members) {
        const values = [...done.values()].map((all) =>
          textOf((all as CoreValue[])[0]?.value ?? new Uint8Array()),
        );
        assert.deepEqual([...values, `of ${core.id()}`].sort(), expected);
      }
    });

    test('the others close the gaps when a third is gone', () => {
      crowd.members.filter((_, i) => i % 3 === 1).forEach((member) => crowd.kill(member));
      crowd.run(60_000);
      everyoneFindsEveryone();
    });
  });
}
