// Fields. TeaVM gives each field of the program a name of its own and each class a constructor that
// sets its fields to null or zero. Here classes share short names, one set for each kind of default,
// and the defaults stand once, on the prototype of java.lang.Object, so that no class needs a
// constructor (classes.mjs declares them without one).
import { definitions, expression, identifier, property, walk } from './tree.mjs';

const ROOT = 'jl_Object';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const numbered = (letters, i) => letters[i % 26] + (i < 26 ? '' : Math.floor(i / 26));

/** Names without end for each default. No two kinds, no method and no JavaScript property share one. */
const NAMES = {
  null: (i) => numbered(LETTERS, i),
  0: (i) => numbered(LETTERS.toUpperCase(), i),
  Long_ZERO: (i) => `$${numbered(LETTERS, i)}`,
};

export function shareFields(program) {
  const classes = classesOf(program);
  const uses = countProperties(program);
  const names = new Map();
  const defaults = new Map();
  for (const name of classes.keys()) {
    nameFields(name, classes, { uses, names, defaults });
  }
  walk(program, (node) => {
    if (names.has(property(node))) node.property.name = names.get(node.property.name);
  });
  setDefaults(program, defaults);
}

/** Class name → its superclass and its own fields with their defaults. */
function classesOf(program) {
  const classes = new Map();
  for (const [name, node] of definitions(program)) {
    if (node.type === 'FunctionDeclaration') {
      const shape = constructorOf(name, node);
      if (shape) classes.set(name, shape);
    } else if (node.init?.callee?.name === '$rt_classWithoutFields') {
      const [parent = identifier(ROOT)] = node.init.arguments;
      classes.set(name, { parent: parent.name, fields: new Map() });
    }
  }
  return classes;
}

/** Reads `let a = this; Parent.call(a); a.$x = null; …`; null for any other function. */
function constructorOf(name, node) {
  const fields = new Map();
  let parent = null;
  for (const { declarations, expression: e } of node.body.body) {
    if (e?.type === 'CallExpression' && property(e.callee) === 'call') {
      parent = e.callee.object.name;
    } else if (e?.type === 'AssignmentExpression' && property(e.left)) {
      fields.set(e.left.property.name, e.right);
    } else if (declarations?.[0].init?.type !== 'ThisExpression') {
      return null;
    }
  }
  return parent || name === ROOT ? { parent, fields } : null;
}

function countProperties(program) {
  const uses = new Map();
  walk(program, (node) => {
    const name = property(node);
    if (name) uses.set(name, (uses.get(name) ?? 0) + 1);
  });
  return uses;
}

/** Names the fields of a class after those of its superclasses; returns how many of each kind there are. */
function nameFields(name, classes, known) {
  const shape = classes.get(name);
  if (!shape) return { null: 0, 0: 0, Long_ZERO: 0 };
  if (shape.count) return shape.count;
  const count = { ...nameFields(shape.parent, classes, known) };
  const byUse = [...shape.fields].sort(([a], [b]) => known.uses.get(b) - known.uses.get(a));
  for (const [field, value] of byUse) {
    const kind = value.name ?? String(value.value);
    if (!NAMES[kind] || known.names.has(field)) {
      throw new Error(`field ${name}.${field}: default ${kind}`);
    }
    const short = NAMES[kind](count[kind]++);
    known.names.set(field, short);
    known.defaults.set(short, value);
  }
  shape.count = count;
  return count;
}

/** `$rt_defaults = { a: null, … }`, declared after the zero of the longs. */
function setDefaults(program, defaults) {
  const init = expression('{}');
  init.properties = [...defaults].map(([key, value]) => ({
    ...expression('{ a: 0 }').properties[0],
    key: identifier(key),
    value,
  }));
  const { declarations } = program.body.find((s) =>
    s.declarations?.some((d) => d.id.name === 'Long_ZERO'),
  );
  declarations.push({ type: 'VariableDeclarator', id: identifier('$rt_defaults'), init });
}
