// The pool of strings: those that no code asks for are left out.
import { callee, literal, walk } from './tree.mjs';

export function keepUsedStrings(program) {
  const pool = program.body.find((s) => callee(s) === '$rt_stringPool').expression.arguments[0];
  const kept = [];
  const places = new Map();
  walk(program, (node) => {
    if (node.type !== 'CallExpression' || callee(node) !== '$rt_s') return;
    const { value } = node.arguments[0];
    if (!places.has(value)) places.set(value, kept.push(pool.elements[value]) - 1);
    node.arguments[0] = literal(places.get(value));
  });
  pool.elements = kept;
}
