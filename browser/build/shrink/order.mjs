// The order of functions: those that have much in common stand together, where gzip finds it. A function that
// is the value of a variable does nothing until it is called, so it may stand anywhere before that.
import { gzipSync } from 'node:zlib';

const GRAM = 4;

/** How many of the functions before it count, and how much a long function is held back: the best are taken. */
const WAYS = [5, 8, 12, 24].flatMap((window) =>
  [0.4, 0.6, 0.8].map((damping) => ({ window, damping })),
);

/** How often a few functions are moved elsewhere to see whether gzip likes that. */
const MOVES = 2000;

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
  const index = indexOf(functions);
  const write = (sorted) => `var ${sorted};${rest.join('')}`;
  const orders = WAYS.map((way) => order(functions, index, way).map((i) => functions[i]));
  const sizes = orders.map((sorted) => size(write(sorted)));
  const moved = write(move(orders[sizes.indexOf(Math.min(...sizes))], write));
  return size(moved) < size(text) ? moved : text;
}

/** Moves up to three neighbours at a time, always the same ones, and keeps what makes the text no larger. */
function move(sorted, write) {
  let best = sorted;
  let least = size(write(best));
  let seed = 1;
  const below = (limit) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  for (let i = 0; i < MOVES; i++) {
    const next = [...best];
    const taken = next.splice(below(next.length), 1 + below(3));
    next.splice(below(next.length + 1), 0, ...taken);
    const bytes = size(write(next));
    if (bytes <= least) [best, least] = [next, bytes];
  }
  return best;
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
