// Arrays that are filled as soon as they are made: `a = $rt_createArray(C, 2); b = a; b[0] = x; b[1] = y` is
// `a = [x, y]`, which later steps leave out where nobody reads it: the values of most enums.
import { array, callee, walk } from './tree.mjs';

export function fillArrays(program) {
  walk(program, (node) => {
    if (node.type === 'BlockStatement') fill(node.body);
  });
}

const assignment = (statement) =>
  statement?.expression?.type === 'AssignmentExpression' ? statement.expression : {};

function fill(body) {
  for (let i = 0; i < body.length; i++) {
    const made = assignment(body[i]);
    const size = callee(made.right ?? {}) === '$rt_createArray' && made.right.arguments[1].value;
    const copy = assignment(body[i + 1]);
    if (!size || copy.right?.name !== made.left.name) continue;
    const values = [];
    for (let at = i + 2; values.length < size; at++) {
      const { left, right } = assignment(body[at]);
      const isNext = left?.computed && left.object.name === copy.left.name;
      if (!isNext || left.property.value !== values.length || right.type !== 'Identifier') break;
      values.push(right);
    }
    if (values.length === size) {
      made.right = array(values);
      body.splice(i + 1, size + 1);
    }
  }
}
