// Runs scripts in pages. Arguments and results travel as JSON text, so that both protocols give the same.
import {setTimeout as delay} from 'node:timers/promises';
import vm from 'node:vm';
import {DriverError, within} from './errors.mjs';

const RESULT_LIMIT = 16 << 20;
const POLL_MILLISECONDS = 20;
const NAVIGATED = /context was destroyed|cannot find context|navigat|discarded|no such realm|realm.*(destroyed|not found)/i;

// `source` is an expression; when it is a function it is called with the arguments. Promises are awaited.
const wrap = (source, args) => `(async () => {
  try {
    const f = (${source}
);
    const json = JSON.stringify({value: (await (typeof f === 'function' ? f(...${JSON.stringify(args)}) : f)) ?? null});
    if (json.length > ${RESULT_LIMIT}) throw new RangeError('the result has ' + json.length + ' characters of JSON');
    return json;
  } catch (e) {
    const text = x => x === undefined || x === null ? null : String(x);
    return JSON.stringify({error: {name: text(e?.name) ?? typeof e, code: text(e?.code), message: text(e?.message ?? e) ?? '', stack: text(e?.stack) ?? ''}});
  }
})()`;

function parsed(source, args) {
  const script = wrap(source, args);
  try {
    new vm.Script(script);
  } catch (error) {
    throw new DriverError('page', error.message, {name: error.name, code: null, stack: source});
  }
  return script;
}

async function run(page, script) {
  const {value, error} = JSON.parse(await page.evaluate(script));
  if (error) throw new DriverError('page', error.message, error);
  return value;
}

export function evaluate(page, {source, args, timeout}) {
  return within(timeout, run(page, parsed(source, args)), 'the script');
}

/**
 * Asks until the answer is truthy and gives that answer. The clock is the driver's, so that it also works
 * in hidden and frozen pages, and over a reload.
 */
export async function waitFor(page, {source, args, timeout}) {
  const script = parsed(source, args);
  const deadline = performance.now() + timeout;
  let last = 'no answer yet';
  for (;;) {
    const left = deadline - performance.now();
    if (left <= 0) throw new DriverError('timeout', `not within ${timeout} ms: ${source}\nlast: ${last}`);
    try {
      const value = await within(left, run(page, script), 'the predicate');
      if (value) return value;
      last = JSON.stringify(value);
    } catch (error) {
      const passing = error.kind === 'page' || error.kind === 'timeout' || NAVIGATED.test(error.message);
      if (!passing) throw error;
      if (error.kind !== 'timeout' || last === 'no answer yet') last = `${error.details?.name ?? error.name}: ${error.message}`;
    }
    await delay(POLL_MILLISECONDS);
  }
}

/** The first element that matches, once there is one. */
export async function element(page, {selector, timeout}, visible) {
  const deadline = performance.now() + timeout;
  for (;;) {
    const found = await page.$(selector);
    if (found && (!visible || (await found.isVisible()))) return found;
    if (performance.now() > deadline) {
      throw new DriverError('timeout', `no ${visible ? 'visible ' : ''}element ${selector} within ${timeout} ms`);
    }
    await delay(POLL_MILLISECONDS);
  }
}
