// Virtual methods: short names in place of TeaVM's readable ones, the shortest for the most called.
import { callee, property, walk } from './tree.mjs';

export function nameMethods(program) {
  const keys = [];
  walk(
    program.body.find((s) => callee(s) === '$rt_metadata'),
    (node) => {
      if (typeof node.value === 'string') keys.push(node);
    },
  );
  const uses = new Map(keys.map((key) => [key.value, 0]));
  uses.set('$clone0', 0);
  const others = new Set();
  walk(program, (node) => {
    const name = property(node);
    if (uses.has(name)) uses.set(name, uses.get(name) + 1);
    else if (name) others.add(name);
  });
  const names = shortNames(uses, others);
  for (const key of keys) {
    key.value = names.get(key.value);
  }
  walk(program, (node) => {
    if (names.has(property(node))) node.property.name = names.get(node.property.name);
  });
}

function shortNames(uses, taken) {
  const names = new Map();
  let next = 0;
  for (const [name] of [...uses].sort((a, b) => b[1] - a[1])) {
    let short;
    do {
      short = `_${(next++).toString(36)}`;
    } while (taken.has(short));
    names.set(name, short);
  }
  return names;
}
