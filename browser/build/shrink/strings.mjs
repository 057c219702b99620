// Strings stand where they are asked for, not in TeaVM's pool.
import { callee, replace } from './tree.mjs';

export function putStrings(program) {
  const pool = program.body.find((s) => callee(s) === '$rt_stringPool');
  const { elements } = pool.expression.arguments[0];
  replace(program, (node) =>
    node.type === 'CallExpression' && callee(node) === '$rt_s'
      ? elements[node.arguments[0].value]
      : node,
  );
  program.body.splice(program.body.indexOf(pool), 1);
}
