// Loops over an iterator are those of JavaScript: `for (i = iterator(x); hasNext(i);) … next(i) …` is
// `for (i of x.values()) … i …`. Lists and tables both have `values`, and a table may change meanwhile.
import { callee, identifier, replace, walk } from './tree.mjs';

const ITERATOR = 'gpt_Table_iterator';
const HAS_NEXT = 'gpt_Table$Values_hasNext';
const NEXT = 'gpt_Table$Values_next';

const isFunction = ({ type }) => /Function/.test(type);

export function useForOf(program) {
  const functions = [];
  walk(program, (node) => {
    if (isFunction(node) && node.body.type === 'BlockStatement') functions.push(node);
  });
  functions.forEach(convert);
}

/** Everything a function does with each variable that holds iterators. */
function iteratorsOf(root) {
  const found = new Map();
  const at = (name) => {
    if (!found.has(name)) found.set(name, { made: [], asked: [], taken: [], uses: 0 });
    return found.get(name);
  };
  walk(root, (node, parent, key) => {
    if (node.type === 'Identifier' && !(key === 'property' && !parent.computed) && key !== 'key')
      at(node.name).uses++;
    const { left, right } = node;
    if (node.type === 'AssignmentExpression' && callee(right) === ITERATOR)
      at(left.name).made.push(node);
    if (node.type === 'ForStatement' && node.test && callee(node.test) === HAS_NEXT)
      at(node.test.arguments[0].name).asked.push(node);
    if (callee(node) === NEXT && node.arguments[0].type === 'Identifier')
      at(node.arguments[0].name).taken.push(node);
  });
  return found;
}

function convert(root) {
  for (const [name, { made, asked, taken, uses }] of iteratorsOf(root)) {
    const declared = root.body.body.some((s) =>
      s.declarations?.some((d) => d.id.name === name && !d.init),
    );
    const whole =
      declared &&
      uses === 1 + made.length + asked.length + taken.length &&
      taken.length === asked.length &&
      asked.every((loop) => fits(loop) && takes(loop.body, name) === 1);
    if (!whole) continue;
    made.forEach((each) => (each.right = each.right.arguments[0]));
    replace(root, (node) => {
      if (callee(node) === NEXT && node.arguments[0].name === name) return identifier(name);
      return asked.includes(node) ? forOf(node, name) : node;
    });
  }
}

function takes(body, name) {
  let count = 0;
  walk(body, (node) => {
    if (callee(node) === NEXT && node.arguments[0].name === name) count++;
  });
  return count;
}

const fits = ({ init, update }) => !update && init?.type !== 'VariableDeclaration';

/** The loop; what its head did before is done while it is asked what to go over. */
function forOf({ init, body }, name) {
  const before = init?.type === 'SequenceExpression' ? init.expressions : init ? [init] : [];
  const last = before.at(-1);
  const isMade = last?.type === 'AssignmentExpression' && last.left.name === name;
  const values = {
    type: 'CallExpression',
    optional: false,
    callee: {
      type: 'MemberExpression',
      object: isMade ? last.right : identifier(name),
      property: identifier('values'),
      computed: false,
      optional: false,
    },
    arguments: [],
  };
  const expressions = [...(isMade ? before.slice(0, -1) : before), values];
  const right = expressions.length > 1 ? { type: 'SequenceExpression', expressions } : values;
  return { type: 'ForOfStatement', await: false, left: identifier(name), right, body };
}
