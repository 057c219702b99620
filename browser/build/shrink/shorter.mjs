// Shorter ways to write the same: `x.n = x.n + 1` is `++x.n`, and a comparison is what it says, not 1 or 0 for it.
import { replace } from './tree.mjs';

const OPPOSITE = {
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
};

export function writeShorter(program) {
  replace(program, (node) => truth(update(node)));
}

/** Whether two expressions are the same place, whose reading has no effect. */
function isSame(a, b) {
  if (a.type !== b.type) return false;
  if (a.type === 'Identifier') return a.name === b.name;
  if (a.type !== 'MemberExpression' || a.computed !== b.computed) return false;
  return isSame(a.object, b.object) && isSame(a.property, b.property);
}

function update(node) {
  if (node.type !== 'AssignmentExpression') return node;
  let { operator, left, right } = node;
  const isSum =
    operator === '=' && right.type === 'BinaryExpression' && /^[-+]$/.test(right.operator);
  if (isSum && isSame(left, right.left)) {
    operator = `${right.operator}=`;
    right = right.right;
  }
  const isStep = /^[-+]=$/.test(operator) && right.type === 'Literal' && right.value === 1;
  return isStep
    ? { type: 'UpdateExpression', operator: operator[0].repeat(2), prefix: true, argument: left }
    : { ...node, operator, left, right };
}

/** Java's boolean is 1 or 0; whoever reads it only asks whether it is 0, or writes it as a number. */
function truth(node) {
  if (node.type !== 'ConditionalExpression') return node;
  const { test, consequent, alternate } = node;
  const isOne = (each, value) => each.type === 'Literal' && each.value === value;
  if (isOne(consequent, 0) && isOne(alternate, 1)) return opposite(test);
  return isOne(consequent, 1) && isOne(alternate, 0) && isTruth(test) ? test : node;
}

function isTruth({ type, operator, left, right }) {
  if (type === 'BinaryExpression') return operator in OPPOSITE || operator === 'instanceof';
  if (type === 'LogicalExpression') return operator !== '??' && isTruth(left) && isTruth(right);
  return type === 'UnaryExpression' && operator === '!';
}

function opposite(test) {
  return test.type === 'BinaryExpression' && test.operator in OPPOSITE
    ? { ...test, operator: OPPOSITE[test.operator] }
    : { type: 'UnaryExpression', operator: '!', prefix: true, argument: test };
}
