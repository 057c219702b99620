// TeaVM writes classes in an order that differs from build to build; what stands near what decides how well gzip
// does, and whose name is short. Sorted by their names, but what is used before what uses it, as far as that can
// be, the package of the same sources is the same; only what is defined by then can be put in the place of a call.
import { callee, walk } from './tree.mjs';

/** The runtime's own names: their order counts. */
const RUNTIME = /^\$/;

const END = new Set(['$rt_metadata', '$rt_packages']);

export function sortDeclarations(program) {
  const end = program.body.findIndex((s) => END.has(callee(s)));
  const found = new Map();
  let first = -1;
  const kept = [];
  for (const s of program.body.slice(0, end)) {
    const own = take(s, found);
    if (own && first < 0) first = kept.length;
    if (!own || s.declarations?.length) kept.push(s);
  }
  const sorted = [];
  const visit = (name) => {
    const declaration = found.get(name);
    if (!declaration) return;
    found.delete(name);
    walk(declaration, (node) => {
      if (node.type === 'Identifier') visit(node.name);
    });
    sorted.push(declaration);
  };
  [...found.keys()].sort().forEach(visit);
  const functions = sorted.filter(({ type }) => type === 'FunctionDeclaration');
  const variables = sorted.filter(({ type }) => type !== 'FunctionDeclaration');
  const all = { type: 'VariableDeclaration', kind: 'let', declarations: variables };
  kept.splice(first, 0, ...functions, all);
  program.body.splice(0, end, ...kept);
}

/** Takes what is not the runtime's out of a statement; false when there is nothing. */
function take(statement, found) {
  if (statement.type === 'FunctionDeclaration') {
    const own = !RUNTIME.test(statement.id.name);
    if (own) found.set(statement.id.name, statement);
    return own;
  }
  const own = statement.declarations?.filter(({ id }) => id.name && !RUNTIME.test(id.name)) ?? [];
  own.forEach((declarator) => found.set(declarator.id.name, declarator));
  if (own.length) {
    statement.declarations = statement.declarations.filter((d) => !own.includes(d));
  }
  return own.length > 0;
}
