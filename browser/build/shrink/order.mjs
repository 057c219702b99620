// The order of functions: those that have much in common stand together, where gzip finds it. A function that
// is the value of a variable does nothing until it is called, so it may stand anywhere before that.
// To look for a good order takes long, so the last one that was found with patience is kept in a file.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KEPT = new URL('order.json', import.meta.url);

const GRAM = 5;

/** How many of the functions before it count, and how much a long function is held back: the best are taken. */
const WAYS = [5, 8, 12, 24].flatMap((window) =>
  [0.4, 0.6, 0.8].map((damping) => ({ window, damping })),
);

/**
 * How often a better place is looked for then, beside one of how many others that have most in common with it:
 * without patience, and by `npm run order`, which takes minutes. There TRIES and SEED choose another search.
 */
const TRIES = process.env.ORDER === 'search' ? +(process.env.TRIES ?? 120_000) : 8_000;
const NEAREST = 5;

/** How many functions are moved at once, and how often more than one. */
const RUN = 5;
const RUN_ODDS = 4;

const isFunction = ({ init }) => /Function/.test(init?.type);

/** The text of a module with its functions first, in the order in which gzip makes most of them. */
export function orderFunctions(text, program) {
  const functions = [];
  const rest = [];
  const textOf = (node) => text.slice(node.start, node.end);
  for (const statement of program.body) {
    const all = statement.declarations ?? [];
    functions.push(...all.filter(isFunction).map(textOf));
    const others = all.filter((each) => !isFunction(each));
    if (!all.length) rest.push(textOf(statement));
    else if (others.length) rest.push(`${statement.kind} ${others.map(textOf)};`);
  }
  const join = (sorted) => `var ${sorted.map((i) => functions[i])};${rest.join('')}`;
  const digest = createHash('sha256').update(functions.join('\n')).digest('base64url');
  const kept = JSON.parse(readFileSync(KEPT, 'utf8'));
  const last = kept.order.split(' ').map(Number);
  if (kept.digest === digest && !process.env.ORDER) return join(last);
  const shapes = functions.map(shape);
  const found = search(functions, transferred(last, kept.shapes.split(' '), shapes), (each) =>
    size(join(each)),
  );
  if (process.env.ORDER) {
    const keep = { digest, order: found.join(' '), shapes: shapes.join(' ') };
    writeFileSync(KEPT, `${JSON.stringify(keep, null, 2)}\n`);
  } else {
    console.log(
      'The functions are not those of build/shrink/order.json: `npm run order` makes the package smaller.',
    );
  }
  return join(found);
}

/** What is left of a function without the short names, which are others in every build. */
function shape(text) {
  const nameless = text.replace(/[A-Za-z_$][\w$]{0,2}(?![\w$])/g, 'x');
  return createHash('sha256').update(nameless).digest('base64url').slice(0, 4);
}

/** The last order as far as the functions are still what they were. */
function transferred(last, shapes, now) {
  const places = new Map();
  now.forEach((each, i) => places.set(each, [...(places.get(each) ?? []), i]));
  const was = shapes.map((each) => places.get(each)?.shift());
  return last.map((i) => was[i]).filter((i) => i !== undefined);
}

/** From the last order on: most functions are still what they were, and the others stand beside their like. */
function search(functions, last, sizeOf) {
  const index = indexOf(functions);
  const near = nearest(functions, index);
  const there = new Set(last);
  const fromLast = [...last];
  for (const i of functions.keys()) {
    if (there.has(i)) continue;
    const neighbour = near[i].find((j) => there.has(j));
    fromLast.splice(fromLast.indexOf(neighbour) + 1, 0, i);
    there.add(i);
  }
  const orders = [fromLast, ...WAYS.map((way) => order(functions, index, way))];
  const sizes = orders.map(sizeOf);
  const best = orders[sizes.indexOf(Math.min(...sizes))];
  return improve(best, near, sizeOf);
}

/** An order after many small moves, of which those stay that do no harm; the same moves in every build. */
function improve(start, near, sizeOf) {
  const random = randomNumbers();
  let best = start;
  let least = sizeOf(best);
  for (let n = 0; n < TRIES; n++) {
    const at = random(best.length);
    const length = random(RUN_ODDS) ? 1 : 1 + random(RUN);
    const neighbours = near[best[at]];
    const neighbour = neighbours[random(neighbours.length)];
    const changed = [...best];
    const moved = changed.splice(at, length);
    if (moved.includes(neighbour)) continue;
    const before = random(RUN_ODDS) ? 0 : 1;
    changed.splice(changed.indexOf(neighbour) + 1 - before, 0, ...moved);
    const changedSize = sizeOf(changed);
    if (changedSize <= least) [best, least] = [changed, changedSize];
  }
  return best;
}

/** Whole numbers below a limit, in builds from one seed: the package of the same sources is the same. */
function randomNumbers() {
  let state = process.env.ORDER ? +(process.env.SEED ?? 1) : 1;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** For each function those that have most in common with it. */
function nearest(functions, index) {
  return index.map((shared, i) => {
    const scores = new Float64Array(functions.length);
    shared.forEach(({ all }) => all.forEach((j) => (scores[j] += 1 / all.length)));
    const worth = (j) => scores[j] / Math.sqrt(functions[j].length + 20);
    const others = [...functions.keys()].filter((j) => j !== i);
    return others.sort((a, b) => worth(b) - worth(a)).slice(0, NEAREST);
  });
}

const size = (text) => gzipSync(text, { level: 9, memLevel: 9 }).length;

/** What each function shares with others: the grams, their weights and where they are. */
function indexOf(functions) {
  const places = new Map();
  const grams = functions.map((text) => {
    const own = new Set();
    for (let i = 0; i + GRAM <= text.length; i++) own.add(text.slice(i, i + GRAM));
    return own;
  });
  grams.forEach((own, i) =>
    own.forEach((gram) => places.set(gram, [...(places.get(gram) ?? []), i])),
  );
  return grams.map((own) =>
    [...own]
      .map((gram) => places.get(gram))
      .filter((all) => all.length > 1)
      .map((all) => ({ all, weight: 1 / Math.log2(1 + all.length) })),
  );
}

function order(functions, index, { window, damping }) {
  const left = new Set(functions.keys());
  const scores = new Float64Array(functions.length);
  const sorted = [];
  const count = (i, sign) =>
    index[i].forEach(({ all, weight }) => all.forEach((j) => (scores[j] += sign * weight)));
  const worth = (i) => scores[i] / (functions[i].length + 20) ** damping;
  while (left.size) {
    const next = [...left].reduce((best, i) => (worth(i) > worth(best) ? i : best));
    left.delete(next);
    sorted.push(next);
    count(next, 1);
    if (sorted.length > window) count(sorted.at(-1 - window), -1);
  }
  return sorted;
}
