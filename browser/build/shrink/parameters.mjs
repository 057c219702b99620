// Parameters of functions that are only ever called by their name: those that nothing reads go, at every call
// too where what is handed in has no effect, and variables among them stand in the order of their use.
import { property, walk } from './tree.mjs';

const isFunction = ({ type }) => /Function/.test(type);

export function dropParameters(program) {
  for (const { node, calls } of direct(program)) {
    const used = namesIn(node.body);
    const arity = Math.max(0, ...calls.map((call) => call.arguments.length));
    const own = node.params.slice(0, arity);
    for (let i = own.length - 1; i >= 0; i--) {
      const idle = calls.every(({ arguments: all }) => i >= all.length || isPure(all[i]));
      if (!used.has(own[i].name) && idle) {
        own.splice(i, 1);
        calls.forEach((call) => call.arguments.splice(i, 1));
      }
    }
    const variables = new Map(node.params.slice(arity).map((id) => [id.name, id]));
    node.params = [...own, ...[...used].map((name) => variables.get(name)).filter(Boolean)];
  }
}

/** Functions that are the value of one variable for good, with every call; none that is used otherwise. */
function direct(program) {
  const found = new Map();
  for (const statement of program.body)
    for (const { id, init } of statement.declarations ?? [])
      if (init && isPlain(init)) found.set(id.name, { node: init, calls: [], uses: 0 });
  const names = new Map();
  walk(program, (node, parent, key) => {
    if (node.type === 'CallExpression' && found.has(node.callee.name))
      found.get(node.callee.name).calls.push(node);
    if (node.type === 'Identifier' && isName(node, parent, key))
      names.set(node.name, (names.get(node.name) ?? 0) + 1);
  });
  return [...found]
    .filter(([name, { calls }]) => names.get(name) === 1 + calls.length && calls.every(isCounted))
    .map(([, each]) => each);
}

const isPlain = (node) =>
  isFunction(node) && !node.async && node.params.every(({ type }) => type === 'Identifier');

const isCounted = (call) => call.arguments.every(({ type }) => type !== 'SpreadElement');

const isName = (node, parent, key) =>
  !(property(parent) === node.name && key === 'property') && !(key === 'key' && !parent.computed);

const isPure = (node) =>
  node.type === 'Identifier' ||
  node.type === 'Literal' ||
  (node.type === 'UnaryExpression' && isPure(node.argument)) ||
  (node.type === 'MemberExpression' && !node.computed && isPure(node.object));

function namesIn(body) {
  const names = new Set();
  walk(body, (node) => node.type === 'Identifier' && names.add(node.name));
  return names;
}
