// Functions that are one expression of their parameters (accessors, comparisons of longs), and longs
// that are made of constants.
import { callee, definitions, literal, property, replace } from './tree.mjs';

/** Puts such a function's expression in the place of every call of it. */
export function inlineSimple(program) {
  const simple = new Map();
  for (const [name, { init }] of definitions(program)) {
    if (init?.type === 'ArrowFunctionExpression') simple.set(name, maker(init));
  }
  replace(program, (node) => {
    if (node.type !== 'CallExpression') return node;
    const long = longOf(node);
    if (long !== null) return literal(long);
    return simple.get(callee(node))?.(node.arguments) ?? node;
  });
}

/** What makes the expression out of a call's arguments; null for a function that is not simple. */
function maker(node) {
  const e = result(node);
  const [first, second, third] = node.params.map((p) => p.name);
  if (e && property(e) && e.object.name === first && !second) {
    return ([object]) => ({ ...e, object });
  }
  if (
    e?.type === 'BinaryExpression' &&
    second &&
    e.left.name === first &&
    e.right.name === second &&
    !third
  ) {
    return ([left, right]) => ({ ...e, left, right });
  }
  return null;
}

/** The expression that an arrow function returns when it does nothing else. */
function result(node) {
  if (node.expression) return node.body;
  const [statement, ...more] = node.body.body;
  return statement?.type === 'ReturnStatement' && !more.length ? statement.argument : null;
}

/** The value of a long that is made of constants, or null. */
function longOf(node) {
  if (callee(node) !== 'Long_create') return null;
  const [low, high] = node.arguments.map((part) => part.value);
  if (!(low >= 0 && high >= 0)) throw new Error('a long below 0');
  return high * 2 ** 32 + low;
}
