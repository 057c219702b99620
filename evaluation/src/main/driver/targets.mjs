// The browsers, contexts and pages that are open, by the names that the JVM knows them by.
import {DriverError} from './errors.mjs';

const targets = new Map();
let count = 0;

/** Remembers a browser, or something that belongs to one, and gives its name. */
export function add(target, browser, name = `target${++count}`) {
  targets.set(name, {target, browser});
  return name;
}

export function get(name) {
  const known = targets.get(name);
  if (!known) throw new DriverError('gone', `${name} is closed`);
  return known.target;
}

export function remove(target) {
  for (const [name, known] of targets) {
    if (known.target === target) targets.delete(name);
  }
}

/** Forgets a browser that has gone, with its contexts and pages. */
export function removeBrowser(browser) {
  for (const [name, known] of targets) {
    if (known.browser === browser) targets.delete(name);
  }
}

/** Kills the process group of every browser. */
export function killAll() {
  for (const browser of new Set([...targets.values()].map(known => known.browser))) {
    const pid = browser.process()?.pid;
    if (!pid) continue;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') process.stderr.write(`could not kill ${pid}: ${error.message}\n`);
    }
  }
}
