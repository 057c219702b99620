// TeaVM's runtime, where it does what the core never asks for: stack traces of Java, the names and
// modifiers of classes, copies between arrays of different types.
import { definitions, expression, identifier, replace } from './tree.mjs';

const SIMPLER = {
  $rt_imul: 'Math.imul',
  $rt_newClassMetadata: `source => ({
    name: null, parent: null, superinterfaces: [], itemType: null, arrayType: null, assignableCache: null,
    classObject: null, primitiveKind: 0, ...source
  })`,
  $rt_createPrimitiveCls: `(name, binaryName, kind) => ({
    [$rt_meta]: $rt_newClassMetadata({ primitiveKind: kind })
  })`,
  $rt_arraycls: `cls => {
    let meta = $rt_metaOf(cls);
    if (!meta.arrayType) {
      let type = meta.arrayType = function (data) { this.data = data; };
      type.prototype = Object.create(jl_Object.prototype);
      type.prototype.constructor = type;
      type.prototype.$clone0 = function () { return new type(this.data.slice()); };
      Object.assign($rt_metaOf(type), { parent: jl_Object, itemType: cls });
    }
    return meta.arrayType;
  }`,
  $rt_fillNativeException: 'exception => {}',
  $rt_fillStack: 'error => {}',
};

/** What the runtime knows of a class: made when it is first asked for. */
const META_OF = `cls => Object.hasOwn(cls, $rt_meta)
  ? cls[$rt_meta]
  : cls[$rt_meta] = $rt_newClassMetadata({
      parent: cls === jl_Object ? null : Object.getPrototypeOf(cls)
    })`;

export function simplifyRuntime(program) {
  const found = definitions(program);
  for (const [name, text] of Object.entries(SIMPLER)) {
    if (found.has(name)) found.get(name).init = expression(text);
  }
  program.body = program.body.filter((s) => !isDebugging(s));
  replace(program, (node) => (isMeta(node) ? metaOf(node.object) : node));
  const { declarations } = program.body.find((s) =>
    s.declarations?.some((d) => d.id.name === '$rt_meta'),
  );
  const id = identifier('$rt_metaOf');
  declarations.push({ type: 'VariableDeclarator', id, init: expression(META_OF) });
}

/** `object[$rt_meta]` */
function isMeta(node) {
  return node.type === 'MemberExpression' && node.computed && node.property.name === '$rt_meta';
}

function metaOf(object) {
  return { ...expression('$rt_metaOf()'), arguments: [object] };
}

/** `jl_Object.prototype.toString = …` and its like, and the class of Java's errors in JavaScript. */
function isDebugging(statement) {
  const target = statement.expression?.left;
  return (
    target?.object?.object?.name === 'jl_Object' ||
    target?.object?.name === '$rt_export_main' ||
    statement.test?.left?.argument?.name === 'Reflect'
  );
}
