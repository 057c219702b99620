// A public field of a TypeScript class that its constructor sets needs no declaration.
import { walk } from './tree.mjs';

export function dropEmptyFields(program) {
  walk(program, (node) => {
    if (node.type === 'ClassBody') node.body = node.body.filter((each) => !isEmpty(each));
  });
}

const isEmpty = ({ type, value, key, static: isStatic }) =>
  type === 'PropertyDefinition' && !value && !isStatic && key.type === 'Identifier';
