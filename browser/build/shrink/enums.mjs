// Enums. javac switches over a table from ordinals to the numbers of the cases: here the cases are the
// ordinals. The names of constants are only asked for where they are error codes.
import { callee, definitions, literal, property, walk } from './tree.mjs';

const NAMED = 'gpw_ErrorCode';

export function switchOnOrdinals(program) {
  const found = definitions(program);
  const ordinals = new Map();
  for (const [name, { init }] of found) {
    if (name.endsWith('__clinit_')) readConstants(init, name.slice(0, -9), ordinals);
  }
  const tables = new Map();
  for (const [name, { init }] of found) {
    if (name.endsWith('__clinit_')) readTable(init, ordinals, tables);
  }
  walk(program, (node) => {
    for (const statements of [node.body, node.consequent]) {
      if (Array.isArray(statements)) simplify(statements, tables);
    }
  });
}

/** `E_A = E__init_($rt_s(3), 0); var$1 = E__init_($rt_s(4), 1); E_B = var$1; …` */
function readConstants({ body }, type, ordinals) {
  const local = new Map();
  walk(body, (node) => {
    if (node.type !== 'AssignmentExpression' || !node.left.name) return;
    const { left, right } = node;
    if (callee(right) === `${type}__init_` && callee(right.arguments[0] ?? right) === '$rt_s') {
      local.set(left.name, right.arguments[1].value);
      ordinals.set(left.name, right.arguments[1].value);
      if (type !== NAMED) right.arguments[0] = literal(null);
    } else if (local.has(right.name)) {
      ordinals.set(left.name, local.get(right.name));
    }
  });
}

/** `TABLE = var$1; var$2[$rt_checkBounds(E_A.$ordinal0, var$2)] = 1; …` */
function readTable({ body }, ordinals, tables) {
  let table = null;
  walk(body, (node) => {
    if (node.type !== 'AssignmentExpression') return;
    const { left, right } = node;
    if (/_\$SwitchMap\$/.test(left.name)) tables.set(left.name, (table = new Map()));
    const index = callee(left.property ?? left) === '$rt_checkBounds' && left.property.arguments[0];
    if (table && index && property(index)) {
      if (!ordinals.has(index.object.name)) throw new Error(`enum constant ${index.object.name}`);
      table.set(right.value, ordinals.get(index.object.name));
    }
  });
}

/** `a = TABLE; i = x.$ordinal0; a = a.data; switch (a[$rt_checkBounds(i, a)]) …` */
function simplify(statements, tables) {
  for (let i = statements.length - 1; i > 1; i--) {
    const { discriminant, cases } = statements[i];
    const name = discriminant?.computed && discriminant.object.name;
    if (!name || callee(discriminant.property) !== '$rt_checkBounds') continue;
    const before = statements.slice(Math.max(0, i - 4), i);
    const assignments = before.filter((s) => s.expression?.left?.name === name);
    const table = tables.get(
      assignments.map((s) => s.expression.right.name).find((n) => tables.has(n)),
    );
    if (!table || property(assignments.at(-1).expression.right) !== 'data') continue;
    statements[i].discriminant = discriminant.property.arguments[0];
    cases.forEach((c) => (c.test &&= literal(table.get(c.test.value))));
    for (const s of assignments) statements.splice(statements.indexOf(s), 1);
    i -= assignments.length;
  }
}
