// What can be reached: functions and classes by name, virtual methods when their class is reached and
// some code calls their name. Classes become classes of JavaScript without a constructor; of the table
// that the runtime reads at the start there remain the interfaces that are asked for by instanceof, and
// those methods.
import { parse } from 'acorn';
import { array, callee, definitions, expression, identifier, literal, walk } from './tree.mjs';

const TABLES = new Set(['$rt_metadata', '$rt_packages']);

/** Reads the table that write() makes. */
const READER = `data => {
  Object.assign(jl_Object.prototype, $rt_defaults);
  let cls;
  for (let i = 0; i < data.length; i++) {
    if (typeof data[i] === 'string') cls.prototype[data[i]] = data[++i];
    else if (Array.isArray(data[i])) $rt_metaOf(cls).superinterfaces = data[i];
    else cls = data[i];
  }
}`;

export function keepUsed(program) {
  const classes = read(program);
  definitions(program).get('$rt_metadata').init = expression(READER);
  for (const s of program.body) {
    // The main method does nothing where classes are exported beside it.
    if (s.specifiers?.length > 1)
      s.specifiers = s.specifiers.filter((x) => x.exported.name !== 'main');
  }
  const live = reach(program, classes);
  const isOrdinary = (name) => live.names.has(name) && !classes.has(name);
  program.body = program.body.filter((s) => keepOnly(s, isOrdinary));
  const strings = program.body.findIndex((s) => callee(s) === '$rt_stringPool');
  program.body.splice(strings, 0, write(classes, live));
  program.body.unshift(...declare(classes, live));
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
  return classes;
}

/** `[name, method, [name, name], method, …]` → pairs of a name and its method. */
function* methodsOf(cells) {
  for (let i = 0; i < cells.length; i += 2) {
    for (const name of cells[i].elements ?? [cells[i]]) yield [name.value, cells[i + 1]];
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

/** `class A extends B {}` for every class that is reached, superclasses first. */
function declare(classes, live) {
  const declarations = new Map();
  const visit = (name) => {
    if (!name || declarations.has(name)) return;
    const { parent } = classes.get(name);
    visit(parent);
    declarations.set(name, `class ${name} ${parent ? `extends ${parent} ` : ''}{}`);
  };
  [...classes.keys()].filter((name) => live.names.has(name)).forEach(visit);
  return parse([...declarations.values()].join('\n'), { ecmaVersion: 2022 }).body;
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
