// A value that is put into a variable, and read once right after, needs no variable: `t = f(x), a.push(t)` is
// `a.push(f(x))`, as long as nothing that is evaluated before the reading depends on what made the value.
import { walk } from './tree.mjs';

const isFunction = ({ type }) => /Function/.test(type);

/** Methods that nobody puts into a property anew: those of the library and of Java's classes. */
const METHOD = /^(push|set|add|_\w+)$/;

const FOUND = 1;
const SAFE = 2;
const STOP = 3;

export function collapseOnce(program) {
  const functions = [];
  walk(program, (node) => {
    if (isFunction(node)) functions.push(node);
  });
  const globals = new Set();
  walk(program, (node) => {
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression')
      walk(node.left ?? node.argument, (n) => n.type === 'Identifier' && globals.add(n.name));
  });
  functions.forEach((root) => collapse(root, globals));
}

function collapse(root, globals) {
  const uses = new Map();
  const sequences = [];
  const inner = new Set();
  walk(root, (node, parent, key) => {
    if (inner.has(parent) || (node !== root && isFunction(node))) inner.add(node);
    if (node.type === 'SequenceExpression' && !inner.has(node)) sequences.push(node);
    if (node.type !== 'Identifier') return;
    const isName =
      parent.type === 'MemberExpression' || parent.type === 'Property'
        ? parent.computed || (key !== 'property' && key !== 'key') || parent.shorthand
        : true;
    if (!isName) return;
    const use = uses.get(node.name) ?? { count: 0, inner: false, local: false, changed: 0 };
    uses.set(node.name, use);
    use.inner ||= inner.has(node);
    if (key === 'params' && parent === root) use.local = true;
    else if (key === 'id' && parent.type === 'VariableDeclarator')
      use.local = !parent.init || use.local;
    else use.count++;
  });
  const isLocal = (name) => uses.get(name)?.local && !uses.get(name).inner;
  for (const { expressions } of sequences) {
    for (let i = expressions.length - 2; i >= 0; i--) {
      const { type, operator, left, right } = expressions[i];
      const name = left?.name;
      const fits = type === 'AssignmentExpression' && operator === '=' && name && isLocal(name);
      if (!fits || uses.get(name).count !== 2) continue;
      const context = { name, value: right, effects: effectsOf(right), isLocal, globals };
      const holder = { expression: expressions[i + 1] };
      if (first(holder, 'expression', context) === FOUND) {
        expressions[i + 1] = holder.expression;
        expressions.splice(i, 1);
      }
    }
  }
  walk(root, (node) => {
    for (const [key, child] of Object.entries(node)) {
      if (child?.type === 'SequenceExpression' && child.expressions.length === 1)
        [node[key]] = child.expressions;
    }
  });
}

/** What evaluating a value changes: variables, and whether anything else. */
function effectsOf(value) {
  const effects = { names: new Set(), other: false };
  walk(value, (node) => {
    if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') {
      const target = node.left ?? node.argument;
      if (target.type === 'Identifier') effects.names.add(target.name);
      else effects.other = true;
    } else if (/Call|New|Await|Yield|Tagged|Import/.test(node.type)) effects.other = true;
    else if (node.type === 'UnaryExpression' && node.operator === 'delete') effects.other = true;
  });
  return effects;
}

/** Goes through what is evaluated first in `holder[key]`, and puts the value where the variable is read. */
function first(holder, key, context) {
  const node = holder[key];
  const { name, effects } = context;
  const through = (...parts) => {
    for (const [object, part] of parts) {
      const result = first(object, part, context);
      if (result !== SAFE) return result;
    }
    return SAFE;
  };
  const list = (nodes) => through(...nodes.map((_, i) => [nodes, i]));
  const end = (result, after) => (result === SAFE ? after : result);
  switch (node?.type) {
    case 'Identifier':
      if (node.name === name) {
        holder[key] = context.value;
        return FOUND;
      }
      if (effects.names.has(node.name)) return STOP;
      return context.isLocal(node.name) || !effects.other || !context.globals.has(node.name)
        ? SAFE
        : STOP;
    case 'Literal':
    case 'ThisExpression':
      return SAFE;
    case 'CallExpression': {
      if (node.optional) return STOP;
      const { callee } = node;
      let result;
      if (callee.type === 'MemberExpression') {
        const isMethod = !callee.computed && !callee.optional && METHOD.test(callee.property.name);
        if (!isMethod && effects.other) {
          return first(callee, 'object', context) === FOUND ? FOUND : STOP;
        }
        if (callee.computed || callee.optional) return STOP;
        result = first(callee, 'object', context);
      } else if (callee.type === 'Identifier') result = first(node, 'callee', context);
      else return STOP;
      return result === SAFE ? end(list(node.arguments), STOP) : result;
    }
    case 'NewExpression':
      // A constructor without arguments only makes an object.
      if (!node.arguments.length && node.callee.type === 'Identifier') return SAFE;
      return node.callee.type === 'Identifier'
        ? end(through([node, 'callee'], ...node.arguments.map((_, i) => [node.arguments, i])), STOP)
        : STOP;
    case 'MemberExpression': {
      if (node.optional || node.object.type === 'Super') return STOP;
      const parts = node.computed
        ? [
            [node, 'object'],
            [node, 'property'],
          ]
        : [[node, 'object']];
      return end(through(...parts), effects.other ? STOP : SAFE);
    }
    case 'AssignmentExpression': {
      if (node.operator !== '=') return STOP;
      const { left } = node;
      if (left.type === 'Identifier') {
        if (effects.names.has(left.name)) return STOP;
        return end(first(node, 'right', context), STOP);
      }
      if (left.type !== 'MemberExpression' || left.optional) return STOP;
      const parts = left.computed
        ? [
            [left, 'object'],
            [left, 'property'],
          ]
        : [[left, 'object']];
      return end(through(...parts, [node, 'right']), STOP);
    }
    case 'BinaryExpression':
      return through([node, 'left'], [node, 'right']);
    case 'LogicalExpression':
      return end(first(node, 'left', context), STOP);
    case 'ConditionalExpression':
      return end(first(node, 'test', context), STOP);
    case 'UnaryExpression':
      return node.operator === 'delete' ? STOP : first(node, 'argument', context);
    case 'ArrayExpression':
      return node.elements.every((e) => e && e.type !== 'SpreadElement')
        ? list(node.elements)
        : STOP;
    case 'ObjectExpression':
      return node.properties.every(
        (p) => p.type === 'Property' && !p.computed && !p.shorthand && p.kind === 'init',
      )
        ? through(...node.properties.map((p) => [p, 'value']))
        : STOP;
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return SAFE;
    default:
      return STOP;
  }
}
