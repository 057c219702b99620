/** Where the peers stand in the picture of the network. */
import type { Neighbour, NetworkView, Path, PeerKind } from '@gossamer/peer';

export interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface NeighbourSpot extends Spot {
  readonly kind: PeerKind;
  readonly path: Path;
}

/** A thread between two peers other than this one. */
export interface Thread {
  readonly from: Spot;
  readonly to: Spot;
}

export interface Picture {
  /** Around this peer, which stands at 0, 0. */
  readonly neighbours: readonly NeighbourSpot[];
  /** The neighbours' neighbours, further out. */
  readonly beyond: readonly Spot[];
  readonly threads: readonly Thread[];
  /** Peers that are known and not drawn. */
  readonly hidden: number;
}

/** The picture reaches from minus this to plus this in both directions. */
export const EXTENT = 200;

/** More peers than this beyond the neighbours are counted, not drawn. */
export const BEYOND_DRAWN = 40;

const ONE_RING = 14;
const BEYOND_RADIUS = 176;

/** Lays out what a peer sees. The same view always gives the same picture. */
export function layOut(view: NetworkView): Picture {
  const neighbours = placeNeighbours(view.neighbours);
  const spots = new Map<string, Spot>(neighbours.map((it) => [it.id, it]));
  const wanted = new Map<string, Spot[]>();
  for (const neighbour of view.neighbours) {
    for (const id of neighbour.neighbours) {
      if (id !== view.id && !spots.has(id)) {
        wanted.set(id, [...(wanted.get(id) ?? []), spotOf(spots, neighbour.id)]);
      }
    }
  }
  const beyond = placeBeyond(wanted);
  for (const spot of beyond) {
    spots.set(spot.id, spot);
  }
  const drawn = new Set(spots.keys()).add(view.id);
  const contacts = view.contacts.filter((it) => !drawn.has(it.id) && !wanted.has(it.id)).length;
  return {
    neighbours,
    beyond,
    threads: threads(view, spots),
    hidden: wanted.size - beyond.length + contacts,
  };
}

/** Masters first, then by id: the order does not depend on who came first. */
function placeNeighbours(neighbours: readonly Neighbour[]): NeighbourSpot[] {
  const rank = (it: Neighbour) => (it.kind === 'master' ? 0 : 1);
  const sorted = [...neighbours].sort((a, b) => rank(a) - rank(b) || compare(a.id, b.id));
  return sorted.map(({ id, kind, path }, index) => {
    // Not from the top: below this peer stands its label, which a few threads should leave alone.
    const angle = (2 * Math.PI * index) / sorted.length - Math.PI / 3;
    const radius = sorted.length <= ONE_RING ? 100 : [78, 124][index % 2] ?? 100;
    return { id, kind, path, ...at(angle, radius) };
  });
}

/** Each near the neighbours that know it, evenly spread so that none covers another. */
function placeBeyond(wanted: ReadonlyMap<string, readonly Spot[]>): Spot[] {
  const placed = [...wanted]
    // Those that more neighbours know say more about the network.
    .sort(([a, left], [b, right]) => right.length - left.length || compare(a, b))
    .slice(0, BEYOND_DRAWN)
    .map(([id, parents]) => ({ id, angle: meanAngle(parents) }))
    .sort((a, b) => a.angle - b.angle || compare(a.id, b.id));
  const step = (2 * Math.PI) / Math.max(placed.length, 1);
  const first = placed[0]?.angle ?? 0;
  return placed.map(({ id, angle }, index) => {
    const even = first + step * index;
    const crowded = placed.length > 8;
    return { id, ...at(crowded ? even : (angle + even) / 2, BEYOND_RADIUS) };
  });
}

function threads(view: NetworkView, spots: ReadonlyMap<string, Spot>): Thread[] {
  const seen = new Set<string>();
  const result: Thread[] = [];
  for (const neighbour of view.neighbours) {
    const from = spotOf(spots, neighbour.id);
    for (const id of neighbour.neighbours) {
      const to = spots.get(id);
      const name = [neighbour.id, id].sort().join();
      if (to && to !== from && !seen.has(name)) {
        seen.add(name);
        result.push({ from, to });
      }
    }
  }
  return result;
}

function spotOf(spots: ReadonlyMap<string, Spot>, id: string): Spot {
  return spots.get(id) ?? { id, x: 0, y: 0 };
}

function meanAngle(spots: readonly Spot[]): number {
  const x = spots.reduce((sum, it) => sum + it.x, 0);
  const y = spots.reduce((sum, it) => sum + it.y, 0);
  return Math.atan2(y, x);
}

function at(angle: number, radius: number): { x: number; y: number } {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x: round(Math.cos(angle) * radius), y: round(Math.sin(angle) * radius) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
