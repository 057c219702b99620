// Java's library, where JavaScript has the same: arrays, strings, lists and tables are JavaScript's own,
// boxed numbers are numbers, and a long is a number too, which holds what the core counts with longs
// (milliseconds, bytes of a file, all below 2⁵³). The two longs that are names, 64 random bits, are bigints.
import { callee, definitions, expression, identifier, property, replace, walk } from './tree.mjs';

/** Calls that stand for one of their arguments. */
const SAME = {
  $rt_str: 0,
  $rt_ustr: 0,
  $rt_wrapArray: 1,
  $rt_throwCCEIfFalse: 1,
  otji_JS_unwrapByteArray: 0,
  otji_JSWrapper_maybeUnwrap: 0,
  jl_Integer_valueOf: 0,
  jl_Long_valueOf: 0,
  Long_fromInt: 0,
  Long_toNumber: 0,
};

/** One iterator for both, made and asked by these names. */
const ITERATION = {
  ju_AbstractList_iterator: 'gpt_Table_iterator',
  ju_AbstractList$1_hasNext: 'gpt_Table$Values_hasNext',
  ju_AbstractList$1_next: 'gpt_Table$Values_next',
};

const OWN = {
  $rt_createArray: '(type, length) => new Array(length).fill(null)',
  $rt_createByteArray: 'length => new Int8Array(length)',
  $rt_createIntArray: 'length => new Int32Array(length)',
  $rt_createCharArray: 'length => new Uint16Array(length)',
  ju_Arrays_copyOf: '(array, length) => ju_Arrays_copyOfRange(array, 0, length)',
  ju_Arrays_copyOfRange: `(array, from, to) => {
    let copy = new Int8Array(to - from);
    copy.set(array.subarray(from, to));
    return copy;
  }`,
  ju_Arrays_equals:
    '(a, b) => a.length === b.length && a.every((value, i) => value === b[i]) ? 1 : 0',
  jl_System_arraycopy: 'jl_System_fastArraycopy',
  jl_System_fastArraycopy: `(from, fromAt, to, toAt, length) => {
    if (fromAt < 0 || length < 0 || fromAt + length > from.length) $rt_throwAIOOBE();
    to.set(from.subarray(fromAt, fromAt + length), toAt);
  }`,

  $rt_s: 'index => $rt_stringPool_instance[index]',
  $rt_stringPool: 'strings => { $rt_stringPool_instance = strings; }',
  jl_String__init_: 'chars => String.fromCharCode(...chars)',
  jl_String__init_0:
    '(chars, from, length) => jl_String__init_(chars.subarray(from, from + length))',
  jl_String_charAt: '(text, index) => text.charCodeAt(index)',
  jl_String_equals: '(a, b) => a === b',
  jl_String_$callClinit: '() => {}',

  ju_ArrayList__init_: '() => []',
  ju_ArrayList__init_0: '() => []',
  ju_ArrayList_get: '(list, index) => list[$rt_checkBounds(index, list)]',
  ju_ArrayList_add: '(list, value) => list.push(value)',
  ju_ArrayList_add0: '(list, index, value) => { list.splice(index, 0, value); }',
  ju_ArrayList_remove: '(list, index) => list.splice($rt_checkBounds(index, list), 1)[0]',
  ju_AbstractCollection_isEmpty: 'list => list.length ? 0 : 1',
  ju_AbstractCollection_addAll: '(list, more) => list.push(...more)',

  // Keys are numbers and ids.
  gpt_Table__init_: '() => new Map()',
  gpt_Table_home: 'key => key.$words?.join() ?? key',
  gpt_Table_get: '(table, key) => table.get(gpt_Table_home(key)) ?? null',
  gpt_Table_contains: '(table, key) => table.has(gpt_Table_home(key)) ? 1 : 0',
  gpt_Table_put: '(table, key, value) => { table.set(gpt_Table_home(key), value); }',
  gpt_Table_remove: `(table, key) => {
    let value = gpt_Table_get(table, key);
    table.delete(gpt_Table_home(key));
    return value;
  }`,
  gpt_Table_removeOldest: 'table => { table.delete(table.keys().next().value); }',
  gpt_Table_isEmpty: 'table => table.size ? 0 : 1',
  gpt_Table_iterator: 'values => values.values()',
  gpt_Table$Values_hasNext: 'iterator => !(iterator.row = iterator.next()).done',
  gpt_Table$Values_next: 'iterator => iterator.row.value',

  jl_Boolean__clinit_: '() => { jl_Boolean_TRUE = 1; jl_Boolean_FALSE = 0; }',

  Long_ZERO: '0',
  Long_fromNumber: 'Math.trunc',
  Long_add: '(a, b) => a + b',
  Long_sub: '(a, b) => a - b',
  Long_mul: '(a, b) => a * b',
  Long_div: '(a, b) => Math.trunc(a / b)',
  Long_shl: '(a, b) => a * 2 ** b',
  Long_or: '(a, b) => a | BigInt(b)',
  Long_lo: 'a => a | 0',
  Long_hi: 'a => a / 2 ** 32 | 0',
  gpw_Reader_u48:
    'reader => gpw_Reader_u16(reader) * 2 ** 32 + gpw_Reader_u16(reader) * 65536 + gpw_Reader_u16(reader)',
  gpw_Reader_i64:
    'reader => BigInt(gpw_Reader_u48(reader)) * 65536n + BigInt(gpw_Reader_u16(reader))',
  gpw_Writer_i64: `(writer, value) => gpw_Writer_u31(
    gpw_Writer_u31(writer, Number(BigInt(value) >> 32n) | 0), Number(BigInt(value) & 0xffffffffn) | 0
  )`,
  gpi_Nonces_nextLong:
    'nonces => gpi_Nonces_next(nonces, 8).reduce((value, byte) => value * 256n + BigInt(byte & 255), 0n)',

  // Nobody shares equal objects among the peers of one browser.
  gpl_Self_sharing: '() => null',

  // What is thrown is an error of JavaScript that knows the one of Java.
  $rt_exception: `exception => exception instanceof Error ? exception
    : Object.assign(new Error($rt_throwableMessage(exception) ?? ''), { java: exception })`,
  $rt_wrapException: 'error => error.java ?? error',
};

/** Their one field is what is in the box. */
const BOXES = ['jl_Long', 'jl_Boolean'];

/** Nothing asks for the class of a primitive. */
const UNASKED = ['jl_Integer', 'jl_Long', 'jl_Character'];

export function useJavaScript(program) {
  const found = definitions(program);
  for (const [name, text] of Object.entries(OWN)) {
    if (found.has(name)) found.get(name).init = expression(text);
  }
  for (const type of UNASKED) {
    if (found.has(`${type}__clinit_`)) found.get(`${type}__clinit_`).init = expression('() => {}');
  }
  const fields = new Map([
    [lastField(found.get('ju_ArrayList'), 'size'), 'length'],
    [lastField(found.get('gpt_Table'), 'size'), 'size'],
  ]);
  refuseOthers(found, ['ju_ArrayList', 'gpt_Table']);
  const boxed = new Set(BOXES.map((type) => lastField(found.get(type), 'value')));
  program.body = program.body.filter(
    (s) => s.expression?.left?.object?.object?.name !== 'jl_String',
  );
  // `listener.data(…)` is no array.
  const methods = new Set();
  walk(program, (node) => node.type === 'CallExpression' && methods.add(node.callee));
  replace(program, (node) => {
    if (node.type === 'CallExpression') return call(node);
    const name = methods.has(node) ? null : property(node);
    if (name === 'data' || name === '$nativeString' || boxed.has(name)) return node.object;
    if (fields.has(name)) node.property.name = fields.get(name);
    return node;
  });
}

/** Java inside of what is JavaScript's own here. */
const INSIDE = /^(ju_(ArrayList|AbstractList)|gpt_Table)/;

/** Fails when a method of a list or table is used, called or inlined, that OWN does not have. */
function refuseOthers(found, types) {
  const hidden = new Set(types.flatMap((type) => fieldsOf(found.get(type))));
  for (const [name, definition] of found) {
    if (INSIDE.test(name)) continue;
    walk(definition, (node) => {
      const used = node.type === 'CallExpression' ? callee(node) : property(node);
      if (hidden.has(used) || (INSIDE.test(used) && !(used in OWN) && !(used in ITERATION)))
        throw new Error(`${name} uses ${used}, which is not in OWN`);
    });
  }
}

function call(node) {
  const name = callee(node);
  if (name in SAME) return node.arguments[SAME[name]];
  if (ITERATION[name]) node.callee = identifier(ITERATION[name]);
  if (property(node.callee) === '$clone0') node.callee.property.name = 'slice';
  return node;
}

/** The names of the fields that a class's constructor sets. */
function fieldsOf({ body }) {
  const set = body.body.filter(({ expression }) => expression?.type === 'AssignmentExpression');
  return set.map(({ expression }) => property(expression.left));
}

/** Takes the last field that a class's constructor sets from it, which has this name in Java; its name. */
function lastField({ body }, name) {
  const field = property(body.body.pop().expression.left);
  if (!field.startsWith(`$${name}`)) throw new Error(`${field} is not the field ${name}`);
  return field;
}
