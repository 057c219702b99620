// Objects that are filled as soon as they are made: `v = new C; v.a = x; v.b = y` is `v = $new(C, { a: x, b: y })`,
// which needs no variable where it is handed on. In the same way `v = new C; C_init(v, x)` is `v = C_init(new C, x)`.
import { callee, definitions, expression, identifier, property, walk } from './tree.mjs';

const MAKE = '(type, fields) => Object.assign(new type, fields)';

export function fillObjects(program) {
  const constructors = returnObjects(program);
  walk(program, (node) => {
    for (const key of ['body', 'consequent']) {
      if (Array.isArray(node[key]) && node !== program) fill(node[key], constructors);
    }
  });
  const { declarations } = program.body.find((s) => s.declarations?.[0].id.name === '$rt_seed');
  const init = expression(MAKE);
  declarations.push({ type: 'VariableDeclarator', id: identifier('$new'), init });
}

/** The constructors, each of which now returns what it was given. */
function returnObjects(program) {
  const constructors = new Set();
  for (const [name, { init }] of definitions(program)) {
    if (!/__init_\d*$/.test(name) || init?.body?.type !== 'BlockStatement') continue;
    let leaves = false;
    let writes = false;
    const [subject] = init.params;
    walk(init.body, (node) => {
      leaves ||= node.type === 'ReturnStatement';
      writes ||= node.type === 'AssignmentExpression' && node.left.name === subject?.name;
    });
    if (leaves || writes || !subject) continue;
    init.body.body.push({ type: 'ReturnStatement', argument: identifier(subject.name) });
    constructors.add(name);
  }
  return constructors;
}

function fill(statements, constructors) {
  for (let i = statements.length - 2; i >= 0; i--) {
    const made = statements[i].expression;
    const name = made?.operator === '=' && made.left.name;
    if (!name || made.right.type !== 'NewExpression' || made.right.arguments.length) continue;
    if (made.right.callee.type !== 'Identifier') continue;
    let first = i + 1;
    while (isBetween(statements[first], name)) first++;
    const [subject, ...values] = statements[first]?.expression?.arguments ?? [];
    if (constructors.has(calleeOf(statements[first])) && subject?.name === name) {
      if (values.some((value) => mentions(value, name))) continue;
      const call = statements[first].expression;
      call.arguments[0] = made.right;
      statements[first] = { ...statements[i], expression: { ...made, right: call } };
      statements.splice(i, 1);
      continue;
    }
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

const calleeOf = (statement) =>
  statement?.type === 'ExpressionStatement' ? callee(statement) : null;

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
