// Makes TeaVM's output smaller. The input is TeaVM's readable output (not minified, strict), whose
// regular shape the steps rely on: each fails loudly where it meets another. What a step may assume
// of the program is what holds for the core: it runs in one thread, it never catches what a check of
// null, of a cast or of an array's element type throws, and it never prints or reflects.
import { parse } from 'acorn';
import { minify } from 'terser';
import { dropChecks } from './shrink/checks.mjs';
import { keepUsed } from './shrink/classes.mjs';
import { shareFields } from './shrink/fields.mjs';
import { runInitialisersFirst } from './shrink/initialisers.mjs';
import { inlineSimple } from './shrink/inline.mjs';
import { nameMethods } from './shrink/methods.mjs';
import { simplifyRuntime } from './shrink/runtime.mjs';
import { switchOnPatterns } from './shrink/switches.mjs';

const STEPS = [
  dropChecks,
  simplifyRuntime,
  shareFields,
  inlineSimple,
  switchOnPatterns,
  runInitialisersFirst,
  keepUsed,
  nameMethods,
];

/** The minified text of a module that TeaVM wrote. */
export async function shrink(source) {
  const program = parse(source, { ecmaVersion: 2022, sourceType: 'module' });
  for (const step of STEPS) {
    step(program);
  }
  const { code } = await minify(program, {
    parse: { spidermonkey: true },
    module: true,
    ecma: 2020,
    compress: { passes: 3 },
    mangle: { toplevel: true },
  });
  return code;
}
