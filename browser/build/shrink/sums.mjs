// Sums and products of Java's int are cut to 32 bits. Only hashes and random numbers ever need it: what the
// rest adds up (lengths, places, counters, milliseconds between two events) stays far below 2³¹, and where a
// remote chose the numbers a sum that is too large is better too large than negative.
import { replace } from './tree.mjs';

/** The package of ids, hashes and random numbers, and the library. */
const CUTS = /^(gpi_|j[lu]|\$rt|Long)/;

export function keepSumsWhole(program) {
  for (const statement of program.body) {
    for (const each of [statement, ...(statement.declarations ?? [])]) {
      const name = each.id?.name;
      if (name && !CUTS.test(name)) replace(each, whole);
    }
  }
}

function whole(node) {
  const { type, operator, left, right } = node;
  const isCut = type === 'BinaryExpression' && operator === '|' && right.value === 0;
  return isCut && left.type === 'BinaryExpression' && /^[-+*]$/.test(left.operator) ? left : node;
}
