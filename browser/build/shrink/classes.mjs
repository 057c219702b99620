// What can be reached: functions and classes by name, virtual methods when their class is reached and
// some code calls their name. Classes become classes of JavaScript without a constructor; of the table
// that the runtime reads at the start there remain the interfaces that are asked for by instanceof, and
// those methods.
import { parse } from 'acorn';
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

/** The class of all others. */
const ROOT = 'jl_Object';

const TABLES = new Set(['$rt_metadata', '$rt_packages']);

/** Reads the table that write() makes. */
const READER = `data => {
  Object.assign(jl_Object.prototype, $rt_defaults);
  let cls;
  for (let i = 0; i < data.length; i++) {
    if (typeof data[i] === 'string') {
      let f = data[i + 1];
      cls.prototype[data[i++]] = function (a, b, c, d, e, g, h) { return f(this, a, b, c, d, e, g, h); };
    }
    else if (Array.isArray(data[i])) $rt_metaOf(cls).superinterfaces = data[i];
    else if (typeof data[i] === 'function') cls = data[i];
    else for (let name in data[i]) {
      let f = data[i][name];
      cls.prototype[name] = function (...values) { return f(this, ...values); };
    }
  }
}`;

export function keepUsed(program) {
  const classes = read(program);
  definitions(program).get('$rt_metadata').init = expression(READER);
  for (const s of program.body) {
    // The main method does nothing where classes are exported beside it; a superclass is exported with its heir.
    if (s.specifiers?.length > 1) s.specifiers = s.specifiers.slice(1, 2);
  }
  const live = reach(program, classes);
  const isOrdinary = (name) => live.names.has(name) && !classes.has(name);
  program.body = program.body.filter((s) => keepOnly(s, isOrdinary));
  const strings = program.body.findIndex((s) => callee(s) === '$rt_stringPool');
  program.body.splice(strings, 0, write(classes, live));
  program.body.unshift(...declare(classes, live));
  exportByTable(program);
}

/** Class name → its superclass, its interfaces and its virtual methods by their names. */
function read(program) {
  const classes = new Map();
  for (const statement of program.body.filter((s) => callee(s) === '$rt_metadata')) {
    const cells = statement.expression.arguments[0].elements;
    for (let i = 0; i < cells.length;) {
      const { name } = cells[i++];
      if (cells[i++].value !== 0) i++; // A class with a name has a package too.
      const [parent, interfaces, , , , methods] = cells.slice(i, (i += 6));
      classes.set(name, {
        name,
        parent: parent.name,
        interfaces: interfaces.elements.map((e) => e.name),
        methods: new Map(methodsOf(methods.elements ?? [])),
      });
    }
  }
  return new Map([...classes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `[name, method, [name, name], method, …]` → pairs of a name and its method. */
function* methodsOf(cells) {
  for (let i = 0; i < cells.length; i += 2) {
    const method = cells[i + 1].arguments[0]; // Without $rt_wrapFunctionN: the reader wraps.
    for (const name of cells[i].elements ?? [cells[i]]) yield [name.value, method];
  }
}

/** The names and properties that code reaches from the statements that run when the module is loaded. */
function reach(program, classes) {
  const found = definitions(program);
  const live = { names: new Set(), properties: new Set(), methods: new Set() };
  const queue = program.body.filter((s) => !isDeclaration(s) && !TABLES.has(callee(s)));
  const use = (name) => {
    if (!name || live.names.has(name)) return;
    live.names.add(name);
    if (found.has(name) && !classes.has(name)) queue.push(found.get(name));
    use(classes.get(name)?.parent);
  };
  use('$rt_metadata');
  while (queue.length) {
    walk(queue.pop(), (node, parent, key) => {
      if (node.type !== 'Identifier') return;
      if (key === 'property' && !parent.computed) live.properties.add(node.name);
      else if (key !== 'key' || parent.computed) use(node.name);
    });
    if (!queue.length) queue.push(...newMethods(classes, live));
  }
  return live;
}

function newMethods(classes, live) {
  const fresh = [];
  for (const { name, methods } of classes.values()) {
    for (const [key, method] of live.names.has(name) ? methods : []) {
      if (live.properties.has(key) && !live.methods.has(method)) {
        live.methods.add(method);
        fresh.push(method);
      }
    }
  }
  return fresh;
}

function isDeclaration(statement) {
  return statement.type === 'FunctionDeclaration' || statement.type === 'VariableDeclaration';
}

function keepOnly(statement, isKept) {
  if (statement.type === 'FunctionDeclaration') return isKept(statement.id.name);
  if (statement.type !== 'VariableDeclaration') return !TABLES.has(callee(statement));
  statement.declarations = statement.declarations.filter((d) => isKept(d.id.name));
  return statement.declarations.length > 0;
}

/**
 * `let [A, B, C] = $classes(Parent, 3)` for the classes that are reached, superclasses first; the numbers of
 * heirs make classes of JavaScript.
 */
function declare(classes, live) {
  const heirs = new Map();
  for (const { name, parent } of classes.values()) {
    if (live.names.has(name) && parent) heirs.set(parent, [...(heirs.get(parent) ?? []), name]);
  }
  const lines = [
    `class ${ROOT} {}`,
    'let $classes = (parent, n) => Array.from({ length: n }, () => class extends parent {})',
  ];
  const visit = (parent) => {
    const names = heirs.get(parent) ?? [];
    if (names.length) lines.push(`let [${names}] = $classes(${parent}, ${names.length})`);
    names.forEach(visit);
  };
  visit(ROOT);
  return parse(lines.join('\n'), { ecmaVersion: 2022 }).body;
}

/** `c = X.prototype; c.name = $rt_callWithReceiver(f); …` → `X, { name: f, … }` in the table. */
function exportByTable(program) {
  const rows = [];
  program.body = program.body.filter((s) => {
    const body = s.expression?.callee?.body?.body;
    const [, cls, ...methods] = body ?? [];
    if (property(cls?.expression?.right ?? s) !== 'prototype' || !methods.length) return true;
    const exported = methods.map((m) => m.expression);
    if (exported.some((e) => callee(e.right) !== '$rt_callWithReceiver')) return true;
    const names = expression('{}');
    names.properties = exported.map(({ left, right }) => ({
      ...expression('{ a: 0 }').properties[0],
      key: left.property,
      value: right.arguments[0],
    }));
    rows.push(cls.expression.right.object, names);
    return false;
  });
  const table = program.body.find((s) => callee(s) === '$rt_metadata');
  table.expression.arguments[0].elements.push(...rows);
}

/** `$rt_metadata([class, [interface, …], 'name', method, …, class, …])`: classes that have either. */
function write(classes, live) {
  const cells = [...classes.values()]
    .filter(({ name }) => live.names.has(name))
    .flatMap((row) => {
      const interfaces = [...interfacesOf(row, classes)].filter((i) => live.names.has(i));
      const methods = [...row.methods].filter(([, method]) => live.methods.has(method));
      if (!interfaces.length && !methods.length) return [];
      return [
        identifier(row.name),
        ...(interfaces.length ? [array(interfaces.map(identifier))] : []),
        ...methods.flatMap(([name, method]) => [literal(name), method]),
      ];
    });
  const call = { ...expression('$rt_metadata()'), arguments: [array(cells)] };
  return { type: 'ExpressionStatement', expression: call };
}

/** The interfaces of a class and those that they extend. */
function interfacesOf(row, classes, all = new Set()) {
  for (const name of row?.interfaces ?? []) {
    all.add(name);
    interfacesOf(classes.get(name), classes, all);
  }
  return all;
}
