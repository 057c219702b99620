import { describe, expect, it } from 'vitest';
import { fakeId, fakeNetwork, random } from '../../dev/fake-network';
import { BEYOND_DRAWN, EXTENT, layOut } from '../../src/model/picture';

const ME = fakeId(random(1));

describe('the picture of the network', () => {
  it('is empty without neighbours', () => {
    const picture = layOut({ id: ME, neighbours: [], contacts: [] });
    expect(picture).toEqual({ neighbours: [], beyond: [], threads: [], hidden: 0 });
  });

  it('does not depend on the order in which neighbours came', () => {
    const view = fakeNetwork(ME, 2, 9);
    const turned = { ...view, neighbours: [...view.neighbours].reverse() };
    expect(layOut(turned).neighbours).toEqual(layOut(view).neighbours);
  });

  it.each([1, 2, 6, 14, 15, 33, 48])('keeps %d neighbours apart and within', (browsers) => {
    const { neighbours, beyond } = layOut(fakeNetwork(ME, 0, browsers));
    const spots = [{ x: 0, y: 0 }, ...neighbours, ...beyond];
    for (const [index, a] of spots.entries()) {
      expect(Math.max(Math.abs(a.x), Math.abs(a.y))).toBeLessThan(EXTENT - 4);
      for (const b of spots.slice(index + 1)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(8);
      }
    }
  });

  it('counts what it does not draw', () => {
    const view = fakeNetwork(ME, 3, 40);
    const picture = layOut(view);
    const known = new Set([
      ...view.contacts.map((it) => it.id),
      ...view.neighbours.flatMap((it) => it.neighbours),
    ]);
    known.delete(ME);
    expect(picture.beyond).toHaveLength(BEYOND_DRAWN);
    const drawn = picture.neighbours.length + picture.beyond.length;
    expect(drawn + picture.hidden).toBe(known.size);
  });

  it('draws each thread once, and never to this peer', () => {
    const { threads } = layOut(fakeNetwork(ME, 2, 12));
    const names = threads.map(({ from, to }) => [from.id, to.id].sort().join());
    expect(new Set(names).size).toBe(names.length);
    expect(names.some((name) => name.includes(ME))).toBe(false);
  });
});
