// Reading, walking and changing an ESTree: as little as the steps need.
import { parseExpressionAt } from 'acorn';

/** The tree of an expression. */
export const expression = (text) => parseExpressionAt(text, 0, { ecmaVersion: 2022 });

export const identifier = (name) => ({ type: 'Identifier', name });

export const literal = (value) => ({ type: 'Literal', value, raw: JSON.stringify(value) });

export const array = (elements) => ({ type: 'ArrayExpression', elements });

/** Calls visit(node, parent, key) for every node, parents first. */
export function walk(node, visit, parent = null, key = null) {
  visit(node, parent, key);
  for (const [name, child] of Object.entries(node)) {
    for (const each of Array.isArray(child) ? child : [child]) {
      if (each?.type) walk(each, visit, node, name);
    }
  }
}

/** Puts change(node) in the place of every node, children first. */
export function replace(node, change) {
  for (const [name, child] of Object.entries(node)) {
    if (Array.isArray(child)) {
      node[name] = child.map((each) => (each?.type ? replace(each, change) : each));
    } else if (child?.type) {
      node[name] = replace(child, change);
    }
  }
  return change(node);
}

/** The name of the plain function that a node calls, as an expression or a statement; or null. */
export function callee(node) {
  const call = node.type === 'ExpressionStatement' ? node.expression : node;
  return call.type === 'CallExpression' && call.callee.type === 'Identifier'
    ? call.callee.name
    : null;
}

/** The name in `object.name`, or null for any other node. */
export function property(node) {
  return node.type === 'MemberExpression' && !node.computed ? node.property.name : null;
}

/** Every top-level name with what defines it: a function's declaration, or a variable's declarator. */
export function definitions(program) {
  const found = new Map();
  for (const statement of program.body) {
    if (statement.type === 'FunctionDeclaration') {
      found.set(statement.id.name, statement);
    }
    for (const declarator of statement.declarations ?? []) {
      found.set(declarator.id.name, declarator);
    }
  }
  return found;
}
