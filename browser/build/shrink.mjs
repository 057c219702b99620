// Makes TeaVM's output smaller. The input is TeaVM's readable output (not minified, strict), whose
// regular shape the steps rely on: each fails loudly where it meets another. What a step may assume
// of the program is what holds for the core: it runs in one thread, it never catches what a check of
// null, of a cast or of an array's element type throws, and it never prints or reflects. To read a
// property has no effect but its value, in TypeScript neither.
import { parse } from 'acorn';
import { minify } from 'terser';
import { fillArrays } from './shrink/arrays.mjs';
import { dropChecks } from './shrink/checks.mjs';
import { keepUsed } from './shrink/classes.mjs';
import { collapseOnce } from './shrink/collapse.mjs';
import { makeConstantsTogether } from './shrink/constants.mjs';
import { followCopies } from './shrink/copies.mjs';
import { switchOnOrdinals } from './shrink/enums.mjs';
import { dropEmptyFields } from './shrink/empty.mjs';
import { shareFields } from './shrink/fields.mjs';
import { shareLambdas } from './shrink/lambdas.mjs';
import { fillObjects } from './shrink/objects.mjs';
import { orderFunctions } from './shrink/order.mjs';
import { dropReasons } from './shrink/reasons.mjs';
import { dropParameters, variablesOf } from './shrink/parameters.mjs';
import { runInitialisersFirst } from './shrink/initialisers.mjs';
import { inlineSimple } from './shrink/inline.mjs';
import { makeLocalsParameters } from './shrink/locals.mjs';
import { useForOf } from './shrink/loops.mjs';
import { nameMethods } from './shrink/methods.mjs';
import { useJavaScript } from './shrink/library.mjs';
import { simplifyRuntime } from './shrink/runtime.mjs';
import { sortDeclarations } from './shrink/sorted.mjs';
import { putStrings } from './shrink/strings.mjs';
import { simplifyNumbers } from './shrink/numbers.mjs';
import { shareThrows } from './shrink/throws.mjs';
import { separateWebs } from './shrink/webs.mjs';
import { writeShorter } from './shrink/shorter.mjs';
import { keepSumsWhole } from './shrink/sums.mjs';
import { switchOnPatterns } from './shrink/switches.mjs';

const STEPS = [
  sortDeclarations,
  dropReasons,
  dropChecks,
  useJavaScript,
  simplifyRuntime,
  fillArrays,
  switchOnOrdinals,
  makeConstantsTogether,
  shareLambdas,
  shareFields,
  inlineSimple,
  switchOnPatterns,
  runInitialisersFirst,
  simplifyNumbers,
  shareThrows,
  fillObjects,
  keepUsed,
  putStrings,
  nameMethods,
  keepSumsWhole,
  separateWebs,
];

const ROUNDS = 3;

/** The text of a module that TeaVM wrote, compressed, with its names as they are. */
export async function shrink(source) {
  const program = parse(source, { ecmaVersion: 2022, sourceType: 'module' });
  for (const step of STEPS) {
    step(program);
  }
  const { ast } = await minify(program, {
    parse: { spidermonkey: true },
    module: true,
    ecma: 2020,
    compress: { passes: 3, pure_getters: true },
    mangle: false,
    format: { spidermonkey: true },
  });
  useForOf(ast);
  writeShorter(ast);
  followCopies(ast);
  makeLocalsParameters(ast);
  const { code } = await minify(ast, {
    parse: { spidermonkey: true },
    module: true,
    ecma: 2020,
    compress: false,
    mangle: { toplevel: true },
  });
  return code;
}

/** The text of a whole module, compressed. */
export async function shrinkWhole(source) {
  const options = {
    module: true,
    ecma: 2022,
    compress: {
      passes: 2,
      pure_getters: true,
      unsafe_methods: true,
      unsafe_arrows: true,
      keep_fargs: false,
    },
    mangle: false,
    parse: { spidermonkey: true },
    format: { spidermonkey: true },
  };
  let { ast } = await minify(parse(source, { ecmaVersion: 2022, sourceType: 'module' }), options);
  for (let i = 0; i < ROUNDS; i++) {
    followCopies(ast, variablesOf(ast));
    collapseOnce(ast);
    dropParameters(ast);
    ({ ast } = await minify(ast, options));
  }
  dropParameters(ast);
  dropEmptyFields(ast);
  const { code } = await minify(ast, {
    module: true,
    ecma: 2022,
    compress: false,
    parse: { spidermonkey: true },
  });
  return orderFunctions(code, parse(code, { ecmaVersion: 2022, sourceType: 'module' }));
}
