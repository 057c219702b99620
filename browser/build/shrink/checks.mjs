// Checks of null and of casts: JavaScript fails by itself on null, and generic casts hold by the
// compiler. The bounds of arrays stay checked, since JavaScript would go on with undefined.
import { callee, replace } from './tree.mjs';

const CHECKS = new Set([
  '$rt_nullCheck',
  '$rt_castToClass',
  '$rt_castToInterface',
  'ju_Objects_requireNonNull',
]);

/** Puts each checked value in the place of its check. */
export function dropChecks(program) {
  replace(program, (node) =>
    CHECKS.has(callee(node)) && node.arguments ? node.arguments[0] : node,
  );
}
