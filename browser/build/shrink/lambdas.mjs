// Lambdas. TeaVM makes a class of each, whose one method is a function of the object and the parameters
// of the lambda. Here all are objects of one class that know their function.
import {
  array,
  callee,
  definitions,
  expression,
  identifier,
  literal,
  property,
  walk,
} from './tree.mjs';

const NAME = /\$lambda\$_\d+_\d+$/;
const FIELDS = 'abcdeghi';
const PARAMETERS = [...FIELDS].join();

const MAKE = `(f, ${PARAMETERS}) => Object.assign(new $Lambda, { f, ${PARAMETERS} })`;

export function shareLambdas(program) {
  const lambdas = find(program);
  const methods = new Set([...lambdas.values()].map(({ method }) => method).filter(Boolean));
  const fields = new Map(
    [...lambdas.values()].flatMap((l) => l.fields.map((field, i) => [field, FIELDS[i]])),
  );
  program.body = program.body.filter((s) => !lambdas.has(s.id?.name));
  for (const statement of program.body) {
    statement.declarations &&= statement.declarations.filter((d) => !lambdas.has(d.id.name));
  }
  program.body = program.body.filter((s) => s.declarations?.length !== 0);
  walk(program, (node) => {
    for (const key of ['body', 'consequent']) {
      if (Array.isArray(node[key])) node[key] = fold(node[key], lambdas, fields);
    }
  });
  walk(program, (node) => {
    if (fields.has(property(node))) node.property.name = fields.get(node.property.name);
    if (node.type === 'NewExpression' && lambdas.has(node.callee.name)) make(node, lambdas);
  });
  declare(program, methods);
}

/** Name of its class → the virtual name of its method, its function and its fields in their order. */
function find(program) {
  const found = definitions(program);
  const lambdas = new Map();
  for (const statement of program.body.filter((s) => callee(s) === '$rt_metadata')) {
    const cells = statement.expression.arguments[0].elements;
    cells.forEach(({ name }, i) => {
      if (!NAME.test(name) || cells[i + 1]?.value !== 0 || cells[i + 2]?.name !== 'jl_Object')
        return;
      const table = cells[i + 7].elements ?? [];
      const fields = fieldsOf(found.get(name));
      if (table.length > 2 || table[0]?.elements || !fields || fields.length > FIELDS.length)
        return;
      lambdas.set(name, {
        method: table[0]?.value,
        function: table[1]?.arguments[0] ?? literal(0),
        fields,
      });
    });
  }
  return lambdas;
}

/** The fields that a constructor sets: `let a = this; jl_Object.call(a); a.$x = null; …`. */
function fieldsOf(definition) {
  if (definition?.init?.callee?.name === '$rt_classWithoutFields') return [];
  return definition?.body?.body
    .map((s) => s.expression?.type === 'AssignmentExpression' && property(s.expression.left))
    .filter(Boolean);
}

/** `v = new X; v.$a = 1; v.$b = 2;` → `v = new X(1, 2);`. */
function fold(statements, lambdas, fields) {
  const folded = [];
  let open = null;
  for (const statement of statements) {
    const { left, right } = statement.expression ?? {};
    const value =
      open && left?.object?.name === open.name && fields.get(property(left)) === FIELDS[open.next];
    if (value && !mentions(right, open.name)) {
      open.creation.arguments.push(right);
      open.next++;
      continue;
    }
    folded.push(statement);
    const [declarator] = statement.declarations ?? [];
    const creation = right ?? declarator?.init;
    const isNew = creation?.type === 'NewExpression' && lambdas.has(creation.callee.name);
    open = isNew ? { name: (left ?? declarator.id).name, creation, next: 0 } : null;
  }
  return folded;
}

function mentions(node, name) {
  let found = false;
  walk(node, (each) => {
    found ||= each.type === 'Identifier' && each.name === name;
  });
  return found;
}

function make(node, lambdas) {
  node.type = 'CallExpression';
  node.optional = false;
  node.arguments.unshift(lambdas.get(node.callee.name).function);
  node.callee = identifier('$lambda');
}

/** The one class, with every method that some lambda has. */
function declare(program, methods) {
  const call = '(o, a, b) => o.f(o, a, b)';
  const table = [...methods].flatMap((name) => [
    literal(name),
    { ...expression('f()'), arguments: [expression(call)] },
  ]);
  const rows = program.body.find((s) => callee(s) === '$rt_metadata').expression.arguments[0];
  const zero = () => literal(0);
  rows.elements.push(identifier('$Lambda'), zero(), identifier('jl_Object'), array([]));
  rows.elements.push(zero(), zero(), zero(), array(table));
  const { declarations } = program.body.find((s) => s.declarations?.[0].id.name === '$rt_seed');
  const declarator = (name, init) => ({ type: 'VariableDeclarator', id: identifier(name), init });
  declarations.push(declarator('$lambda', expression(MAKE)));
}
