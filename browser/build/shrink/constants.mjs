// The constants of an enum are made together: `[E_A, E_B] = E_$VALUES = $enum(E__init_, ["A", "B"])`.
import { array, callee, definitions, expression, identifier, literal } from './tree.mjs';

const MAKE = '(make, names) => names.map((name, i) => make(name, i))';
const MAKE_UNNAMED = '(make, count) => Array.from({ length: count }, (none, i) => make(null, i))';
const MAKE_PLAIN = `(type, count) => Array.from({ length: count }, (none, i) => {
  let made = new type();
  jl_Enum__init_(made, null, i);
  return made;
})`;

export function makeConstantsTogether(program) {
  const found = definitions(program);
  for (const [name, { init }] of found) {
    if (name.endsWith('__clinit_')) together(init.body, name.slice(0, -9), found);
  }
  const { declarations } = program.body.find((s) => s.declarations?.[0].id.name === '$rt_seed');
  const declare = (name, text) =>
    declarations.push({ type: 'VariableDeclarator', id: identifier(name), init: expression(text) });
  declare('$named', MAKE);
  declare('$unnamed', MAKE_UNNAMED);
  declare('$plain', MAKE_PLAIN);
}

function together(body, type, found) {
  const constants = [];
  const names = [];
  const locals = new Map();
  let values = null;
  const rest = [];
  for (const statement of body.body ?? []) {
    const { left, right } = statement.expression ?? {};
    const made = right && callee(right) === `${type}__init_`;
    if (made && right.arguments.at(-1).value === constants.length) {
      names.push(right.arguments[0]);
      locals.set(left.name, constants.push(left.name) - 1);
    } else if (
      right?.type === 'Identifier' &&
      locals.has(right.name) &&
      constants[locals.get(right.name)] === right.name
    ) {
      constants[locals.get(right.name)] = left.name;
    } else if (right?.type === 'ArrayExpression' && right.elements.length === constants.length) {
      values = left.name;
    } else rest.push(statement);
  }
  if (!values || !constants.length) return;
  const isNamed = names[0].value !== null;
  const isPlain = !isNamed && onlyNumbers(found.get(`${type}__init_0`).init.body.body);
  const made = {
    ...expression('f()'),
    callee: identifier(isNamed ? '$named' : isPlain ? '$plain' : '$unnamed'),
    arguments: [
      identifier(isPlain ? type : `${type}__init_`),
      isNamed ? array(names) : literal(names.length),
    ],
  };
  const assign = (left, right) => ({ type: 'AssignmentExpression', operator: '=', left, right });
  const pattern = { type: 'ArrayPattern', elements: constants.map(identifier) };
  const all = assign(pattern, assign(identifier(values), made));
  const declared = rest.filter((s) => s.type === 'VariableDeclaration');
  const others = rest.filter((s) => s.type !== 'VariableDeclaration');
  body.body = [...declared, { type: 'ExpressionStatement', expression: all }, ...others];
}

/** Whether a constructor does nothing of its own. */
function onlyNumbers(statements) {
  const others = statements.filter((s) => !/_\$callClinit$/.test(callee(s) ?? ''));
  return others.length === 1 && callee(others[0]) === 'jl_Enum__init_';
}
