// Pattern switches. TeaVM first finds the number of the matching case by a row of instanceof tests
// and then switches over it. Here the switch itself asks: `switch (true) { case x instanceof A: … }`.
import { literal, walk } from './tree.mjs';

export function switchOnPatterns(program) {
  walk(program, (node) => {
    for (const statements of [node.body, node.consequent]) {
      if (Array.isArray(statements)) simplify(statements);
    }
  });
}

function simplify(statements) {
  for (let i = 0; i + 1 < statements.length; i++) {
    const tests = testsOf(statements[i]);
    const target = tests && switchOver(tests.index, statements[i + 1]);
    if (target?.cases.every((c) => !c.test || tests.byNumber.has(c.test.value))) {
      target.discriminant = literal(true);
      target.cases = target.cases.filter((c) => !isImpossible(c));
      for (const c of target.cases) {
        c.test &&= tests.byNumber.get(c.test.value);
      }
      statements.splice(i, 1);
    }
  }
}

/** `default: x = new MatchException; …`: the cases of a sealed type are complete. */
function isImpossible({ test, consequent }) {
  return !test && consequent[0]?.expression?.right?.callee?.name === 'jl_MatchException';
}

/**
 * `a: { … if (x instanceof A) { n = 0; break a; } … n = 9; }` → the name n and the tests by number; null
 * for a statement that does anything else.
 */
function testsOf(statement) {
  const tests = { index: null, byNumber: new Map() };
  let other = statement.type !== 'LabeledStatement';
  walk(statement, (node) => {
    if (node.type === 'IfStatement') {
      const number = (node.consequent.body?.[0] ?? node.consequent).expression?.right?.value;
      if (node.test.operator === 'instanceof') tests.byNumber.set(number, node.test);
      else other ||= node.test.right?.value !== null;
    } else if (node.type === 'AssignmentExpression') {
      tests.index ??= node.left.name;
      other ||= node.left.name !== tests.index;
    } else {
      other ||= /^(Call|New|Return|Throw|Continue|While|For|DoWhile|Try)/.test(node.type);
    }
  });
  return other || tests.byNumber.size < 2 ? null : tests;
}

/** The first switch over a variable inside a statement, or null. */
function switchOver(name, statement) {
  let found = null;
  walk(statement, (node) => {
    if (node.type === 'SwitchStatement' && node.discriminant.name === name) found ??= node;
  });
  return found;
}
