// Class initialisers. TeaVM runs each at the first use of its class, by a call before every use.
// Here all run once when the module is loaded, each after those that it depends on.
import { callee, definitions, walk } from './tree.mjs';

const CALL = '_$callClinit';

/** The runtime itself runs this one, before it makes the first string. */
const STRING = `jl_String${CALL}`;

export function runInitialisersFirst(program) {
  const found = definitions(program);
  const ordered = order(found);
  walk(program, (node) => {
    for (const key of ['body', 'consequent']) {
      if (Array.isArray(node[key])) node[key] = node[key].filter((s) => !isCall(s));
    }
  });
  const strings = program.body.findLastIndex((s) => callee(s) === '$rt_stringPool');
  const bodies = ordered.map((name) => ({
    type: 'BlockStatement',
    body: initialiser(found.get(name)),
  }));
  program.body.splice(strings + 1, 0, ...bodies);
}

/** The initialisers, dependencies first: what the functions that one names name in turn. */
function order(found) {
  const ordered = [];
  const seen = new Set([STRING]);
  const visit = (name) => {
    if (seen.has(name) || !found.has(name)) return;
    seen.add(name);
    walk(found.get(name), (node) => {
      if (node.type === 'Identifier') visit(node.name);
    });
    if (name.endsWith(CALL)) ordered.push(name);
  };
  for (const name of found.keys()) {
    if (name.endsWith(CALL)) visit(name);
  }
  return ordered;
}

/** What follows the first statement of `X_$callClinit = () => { X_$callClinit = erase; X__clinit_(); }`. */
function initialiser({ init }) {
  return init.body.body.slice(1);
}

function isCall(statement) {
  return statement.type === 'ExpressionStatement' && callee(statement)?.endsWith(CALL);
}
