// Checks of null and of casts: JavaScript fails by itself on null, and generic casts hold by the
// compiler. The bounds of arrays stay checked, since JavaScript would go on with undefined; but for ids and
// hashes, whose arrays have lengths that do not depend on anybody.
import { callee, replace } from './tree.mjs';

const CHECKS = new Set([
  '$rt_nullCheck',
  '$rt_castToClass',
  '$rt_castToInterface',
  'ju_Objects_requireNonNull',
]);

const FIXED_LENGTHS = /^gpi_(Sha256|Id|Words)_/;
const BOUNDS = /^\$rt_check(Bounds|UpperBound|LowerBound)$/;

/** Puts each checked value in the place of its check. */
export function dropChecks(program) {
  const drop = (from, isCheck) =>
    replace(from, (node) => (node.arguments && isCheck(callee(node)) ? node.arguments[0] : node));
  drop(program, (name) => CHECKS.has(name));
  for (const { declarations = [] } of program.body)
    for (const each of declarations)
      if (FIXED_LENGTHS.test(each.id.name)) drop(each, (name) => BOUNDS.test(name));
}
