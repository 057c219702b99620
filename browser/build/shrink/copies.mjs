// Copies: a variable that is given its value once, and that of another one which never changes, is that other
// one. They are left over where functions were put in the place of their calls.
import { replace, walk } from './tree.mjs';

const isFunction = ({ type }) => /Function/.test(type);

/** Whether an identifier at this place is a variable, not the name of a property. */
const isVariable = (parent, key) =>
  !(
    (key === 'property' && parent.type === 'MemberExpression') ||
    (key === 'key' && /Property|MethodDefinition/.test(parent.type)) ||
    key === 'label'
  ) || parent.computed;

/** @param variables the parameters of each function that nobody hands in: they are variables */
export function followCopies(program, variables = new Map()) {
  const functions = [];
  walk(program, (node) => {
    if (/Function/.test(node.type)) functions.push(node);
  });
  functions.forEach((root) => follow(root, variables.get(root) ?? new Set()));
}

/** What a function does with each of its variables; those that inner functions see are left out. */
function usesOf(root, variables) {
  const uses = new Map();
  const at = (name) => {
    if (!uses.has(name))
      uses.set(name, { declared: false, value: false, writes: [], inner: false });
    return uses.get(name);
  };
  const inner = new Set();
  walk(root, (node, parent, key) => {
    if (inner.has(parent) || (node !== root && isFunction(node))) inner.add(node);
    if (node.type === 'Identifier' && isVariable(parent ?? {}, key)) {
      const use = at(node.name);
      use.inner ||= inner.has(node);
      if (inner.has(node)) return;
      if (key === 'params' && parent === root) {
        if (variables.has(node.name)) use.declared = true;
        else use.value = true;
      } else if (key === 'id' && parent.type === 'VariableDeclarator') {
        use.declared = true;
        if (parent.init) use.value ? use.writes.push(null) : (use.value = true);
      } else if (key === 'left' && parent.type === 'AssignmentExpression') {
        use.writes.push(parent);
      } else if (key === 'argument' && parent.type === 'UpdateExpression') use.writes.push(null);
      else if (
        /Pattern|Rest|Catch|For(In|Of)/.test(parent.type) &&
        key !== 'body' &&
        key !== 'right'
      )
        use.writes.push(null);
    }
  });
  return uses;
}

function follow(root, variables) {
  const uses = usesOf(root, variables);
  const same = new Map();
  for (const [name, { declared, value, writes, inner }] of uses) {
    const [write] = writes;
    if (!declared || value || inner || writes.length !== 1 || write?.operator !== '=') continue;
    if (write.right.type !== 'Identifier') continue;
    const other = uses.get(write.right.name);
    if (other?.value && !other.writes.length && !other.inner) same.set(name, write.right.name);
  }
  if (!same.size) return;
  walk(root, (node, parent, key) => {
    if (node.type === 'Identifier' && same.has(node.name) && isVariable(parent ?? {}, key))
      if (key !== 'id' && key !== 'params') node.name = same.get(node.name);
  });
  replace(root, (node) => {
    const { left, right } = node.type === 'AssignmentExpression' ? node : {};
    return left?.type === 'Identifier' && left.name === right.name ? right : node;
  });
}
