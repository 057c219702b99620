// Exceptions that are made, filled and thrown: one function for each kind. Those that say that a sealed
// type has one more case cannot happen.
import { callee, expression, identifier, walk } from './tree.mjs';

const IMPOSSIBLE = 'jl_MatchException';

export function shareThrows(program) {
  const throwers = new Map();
  walk(program, (node) => {
    for (const key of ['body', 'consequent']) {
      if (Array.isArray(node[key])) node[key] = fold(node[key], throwers);
    }
  });
  const { declarations } = program.body.find((s) => s.declarations?.[0].id.name === '$rt_seed');
  for (const [name, text] of throwers) {
    const init = expression(text);
    declarations.push({ type: 'VariableDeclarator', id: identifier(name), init });
  }
}

/** `v = new E; E_init(v, a); $rt_throw(v);` → `$throw_E_init(a);` */
function fold(statements, throwers) {
  const folded = statements.filter((s) => !isImpossible(s));
  for (let i = folded.length - 1; i > 1; i--) {
    const [made, filled, thrown] = folded.slice(i - 2, i + 1).map((s) => s.expression);
    const type = made?.right?.type === 'NewExpression' && made.right.callee.name;
    const [subject, ...values] = filled?.arguments ?? [];
    const same = made?.left?.name;
    if (!type || subject?.name !== same || callee(thrown ?? {}) !== '$rt_throw') continue;
    if (thrown.arguments[0].name !== same || !callee(filled) || mention(values, same)) continue;
    if (type === IMPOSSIBLE) {
      folded.splice(i - 2, 3);
      continue;
    }
    const name = `$throw_${type}_${callee(filled)}`;
    const parameters = values.map((_, k) => `p${k}`);
    throwers.set(
      name,
      `(${parameters}) => {
        let e = new ${type}; ${callee(filled)}(${['e', ...parameters]}); $rt_throw(e);
      }`,
    );
    const call = { ...filled, callee: identifier(name), arguments: values };
    folded.splice(i - 2, 3, { ...folded[i], expression: call });
  }
  return folded;
}

/** `$rt_throw(MatchException_init(null, null));` */
function isImpossible(statement) {
  const thrown = callee(statement) === '$rt_throw' && statement.expression.arguments[0];
  return thrown && callee(thrown)?.startsWith(`${IMPOSSIBLE}__init_`);
}

function mention(nodes, name) {
  let found = false;
  for (const node of nodes) {
    walk(node, (each) => {
      found ||= each.name === name;
    });
  }
  return found;
}
