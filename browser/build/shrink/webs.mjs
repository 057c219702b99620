// Webs: TeaVM puts values that have nothing to do with each other into one variable. Where it is certain which
// assignment a value comes from, each assignment gets a variable of its own; then the values that are used
// once need none.
import { walk } from './tree.mjs';

const isFunction = ({ type }) => /Function/.test(type);
const isLoop = ({ type }) => /^(For|While|DoWhile)/.test(type);
const LEAVING = new Set([
  'BreakStatement',
  'ContinueStatement',
  'ReturnStatement',
  'ThrowStatement',
]);

export function separateWebs(program) {
  const functions = [];
  walk(program, (node) => {
    if (isFunction(node) && node.body.type === 'BlockStatement') functions.push(node);
  });
  functions.forEach(separate);
}

function separate(root) {
  const declaration = root.body.body[0];
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'let') return;
  const parents = new Map();
  const uses = new Map();
  const inner = new Set();
  walk(root, (node, parent, key) => {
    parents.set(node, parent);
    if (inner.has(parent) || (node !== root && isFunction(node))) inner.add(node);
    if (node.type !== 'Identifier' || (key === 'property' && !parent.computed) || key === 'key')
      return;
    if (key === 'label') return;
    const use = uses.get(node.name) ?? { reads: [], defs: [], other: false };
    uses.set(node.name, use);
    if (inner.has(node)) use.other = true;
    else if (key === 'left' && parent.type === 'AssignmentExpression') {
      use.defs.push(parent);
      use.other ||= parent.operator !== '=';
    } else if (key === 'argument' && parent.type === 'UpdateExpression') use.other = true;
    else if (key !== 'params' && key !== 'id') use.reads.push(node);
  });
  const names = declaration.declarations.filter((d) => !d.init).map((d) => d.id.name);
  const parameters = root.params.map((p) => p.name);
  let count = 0;
  for (const name of [...names, ...parameters]) {
    const use = uses.get(name);
    if (!use || use.other || use.defs.length + parameters.includes(name) < 2) continue;
    const context = {
      root,
      parents,
      defs: new Set(use.defs),
      isParameter: parameters.includes(name),
    };
    const webs = websOf(use.reads, context);
    if (!webs) continue;
    for (const [def, reads] of webs) {
      if (def === root) continue;
      const fresh = `${name}$${count++}`;
      def.left.name = fresh;
      reads.forEach((read) => (read.name = fresh));
      const id = { type: 'Identifier', name: fresh };
      declaration.declarations.push({ type: 'VariableDeclarator', id, init: null });
    }
  }
}

/** Each assignment with what reads its value; null when that is not certain of every read. */
function websOf(reads, context) {
  const webs = new Map();
  for (const read of reads) {
    const def = sourceOf(read, context);
    if (!def) return null;
    webs.set(def, [...(webs.get(def) ?? []), read]);
  }
  return webs;
}

function writes(node, defs) {
  let found = false;
  walk(node, (each) => {
    found ||= defs.has(each);
  });
  return found;
}

/** The assignment, or the function for its parameter, from which a read has its value; or null. */
function sourceOf(read, { root, parents, defs, isParameter }) {
  let node = read;
  for (let parent = parents.get(node); node !== root; node = parent, parent = parents.get(node)) {
    const list = parent.type === 'BlockStatement' ? parent.body : parent.consequent;
    const index = Array.isArray(list) ? list.indexOf(node) : -1;
    if (index >= 0) {
      const { expression } = node;
      const inside = defs.has(expression) ? expression.right : node;
      if (contains(inside, read, parents) && holdsRead(inside, read, defs, parents)) return null;
      for (let i = index - 1; i >= 0; i--) {
        if (defs.has(list[i].expression)) return list[i].expression;
        if (writes(list[i], defs)) return null;
      }
      if (parent.type === 'SwitchCase' && fallsInto(parent, parents.get(parent), defs)) return null;
    }
    if (isLoop(parent) && writes(parent, defs)) return null;
    if (parent.type === 'TryStatement' && node !== parent.block && writes(parent.block, defs))
      return null;
  }
  return isParameter ? root : null;
}

function contains(node, wanted, parents) {
  for (let each = wanted; each; each = parents.get(each)) if (each === node) return true;
  return false;
}

/** Whether a read's statement writes the variable beside it, in an expression and not in a list of its own. */
function holdsRead(statement, read, defs, parents) {
  let innermost = read;
  while (innermost !== statement) {
    const parent = parents.get(innermost);
    const list = parent.type === 'BlockStatement' ? parent.body : parent.consequent;
    if (Array.isArray(list)) return false;
    innermost = parent;
  }
  return writes(statement, defs);
}

function fallsInto(branch, { cases }, defs) {
  const earlier = cases.slice(0, cases.indexOf(branch));
  return earlier.some((each) => {
    const last = each.consequent.at(-1);
    return writes(each, defs) && !LEAVING.has(last?.type);
  });
}
