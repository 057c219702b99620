// Local variables. A function's variables become parameters that nobody hands in: shorter than `let`. What
// Java's compiler has checked, that each is written before it is read, makes them interchangeable.
import { walk } from './tree.mjs';

export function makeLocalsParameters(program) {
  walk(program, (node) => {
    if (!isPlain(node)) return;
    const [first, ...others] = node.body.body;
    if (first?.type !== 'VariableDeclaration' || first.kind !== 'let') return;
    const plain = first.declarations.filter((d) => !d.init && d.id.type === 'Identifier');
    const ids = new Map(plain.map(({ id }) => [id.name, id]));
    // In the order of their use: functions that do the same then have the same text.
    node.params.push(...[...namesIn(others)].map((name) => ids.get(name)).filter(Boolean));
    first.declarations = first.declarations.filter((d) => !plain.includes(d));
    if (!first.declarations.length) node.body.body = others;
  });
}

function namesIn(statements) {
  const names = new Set();
  for (const statement of statements)
    walk(statement, (node) => node.type === 'Identifier' && names.add(node.name));
  return names;
}

function isPlain({ type, params, body }) {
  const hasBlock = /^(Arrow)?Function/.test(type) && body.type === 'BlockStatement';
  return hasBlock && params.every((p) => p.type === 'Identifier');
}
