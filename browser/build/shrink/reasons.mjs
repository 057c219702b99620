// The reason of a ProtocolException is for logs, and nothing in a page logs it: the code says what happened.
import { callee, definitions, literal, replace } from './tree.mjs';

const MAKERS = [
  'gpw_ProtocolException_throwIf',
  'gpw_ProtocolException__init_',
  'gpw_ProtocolException__init_0',
];

/** Takes the reason, which comes last, from all that make such an exception, and from their calls. */
export function dropReasons(program) {
  const found = definitions(program);
  const drop = (call) => {
    if (MAKERS.includes(callee(call))) call.arguments.pop();
    return call;
  };
  replace(program, (node) => (node.type === 'CallExpression' ? drop(node) : node));
  for (const name of MAKERS) {
    const maker = found.get(name).init;
    const { name: reason } = maker.params.pop();
    replace(maker.body, (node) =>
      node.type === 'Identifier' && node.name === reason ? literal(null) : node,
    );
  }
}
