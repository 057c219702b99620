// Numbers and comparisons. A count and a small constant stay far from 2³¹, so that their sum needs no
// wrapping; and what Java compares has one type, so that `==` does.
import { replace } from './tree.mjs';

const SMALL = 2 ** 16;

const isSmall = ({ type, value }) => type === 'Literal' && Math.abs(value) < SMALL;

export function simplifyNumbers(program) {
  replace(program, (node) => {
    if (node.type !== 'BinaryExpression') return node;
    const { left, right, operator } = node;
    const negative = right.type === 'UnaryExpression' && right.operator === '-';
    if (operator === '+' && negative && isSmall(right.argument)) {
      return { ...node, operator: '-', right: right.argument };
    }
    const isSum = left.type === 'BinaryExpression' && /^[+-]$/.test(left.operator);
    if (operator === '|' && right.value === 0 && isSum && isSmall(left.right)) return left;
    if (operator === '===' || operator === '!==')
      return { ...node, operator: operator.slice(0, 2) };
    return node;
  });
}
