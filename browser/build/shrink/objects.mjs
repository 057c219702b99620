// Objects that are filled as soon as they are made: `v = new C; v.a = x; v.b = y` is `v = $new(C, { a: x, b: y })`,
// which needs no variable where it is handed on.
import { expression, identifier, property, walk } from './tree.mjs';

const MAKE = '(type, fields) => Object.assign(new type, fields)';

export function fillObjects(program) {
  walk(program, (node) => {
    for (const key of ['body', 'consequent']) {
      if (Array.isArray(node[key]) && node !== program) fill(node[key]);
    }
  });
  const { declarations } = program.body.find((s) => s.declarations?.[0].id.name === '$rt_seed');
  const init = expression(MAKE);
  declarations.push({ type: 'VariableDeclarator', id: identifier('$new'), init });
}

function fill(statements) {
  for (let i = statements.length - 2; i >= 0; i--) {
    const made = statements[i].expression;
    const name = made?.operator === '=' && made.left.name;
    if (!name || made.right.type !== 'NewExpression' || made.right.arguments.length) continue;
    if (made.right.callee.type !== 'Identifier') continue;
    let first = i + 1;
    while (isBetween(statements[first], name)) first++;
    const fields = fieldsOf(statements, first, name);
    if (!fields.length) continue;
    const call = { ...expression('$new(type, {})') };
    call.arguments[0] = made.right.callee;
    call.arguments[1].properties = fields;
    const whole = { ...made, right: call };
    statements.splice(first, fields.length, { ...statements[i], expression: whole });
    statements.splice(i, 1);
  }
}

/** A statement between the two that neither knows the object nor goes elsewhere. */
const isBetween = (statement, name) =>
  statement?.type === 'ExpressionStatement' && !mentions(statement, name);

/** `v.a = x; v.b = y;` as the properties of a literal. */
function fieldsOf(statements, first, name) {
  const fields = new Map();
  for (let i = first; i < statements.length; i++) {
    const { left, right, operator } = statements[i].expression ?? {};
    const field = operator === '=' && left.object?.name === name && property(left);
    if (!field || fields.has(field) || mentions(right, name)) break;
    const shape = expression('{ a: 0 }').properties[0];
    fields.set(field, { ...shape, key: identifier(field), value: right });
  }
  return [...fields.values()];
}

function mentions(node, name) {
  let found = false;
  walk(node, (each) => {
    found ||= each.type === 'Identifier' && each.name === name;
  });
  return found;
}
