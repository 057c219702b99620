// What the JVM can ask for. Every operation is bounded by `timeout` in milliseconds.
import {DriverError, within} from './errors.mjs';
import {launch} from './launch.mjs';
import {element, evaluate, waitFor} from './script.mjs';
import {add, get, remove} from './targets.mjs';

const LINE_LIMIT = 4096;
const CLOSE_MILLISECONDS = 5000;
const GRACE_MILLISECONDS = 1000; // so that the inner reason for being late is the one that is told

function listen(page, name, send) {
  const line = (level, text) =>
    send({event: 'console', page: name, level, text: String(text).slice(0, LINE_LIMIT)});
  page.on('console', message => line(message.type(), message.text()));
  page.on('pageerror', error => line('uncaught', error?.stack ?? error));
  page.on('error', error => line('crash', error?.message ?? error));
}

async function newPage({target, name, url, timeout}, send) {
  const page = await get(target).newPage();
  add(page, page.browser(), name);
  listen(page, name, send);
  page.once('close', () => remove(page));
  page.setDefaultTimeout(timeout);
  try {
    await page.goto(url, {timeout});
  } catch (error) {
    await close(page);
    throw error;
  }
}

async function lifecycle({target, state}) {
  const page = get(target);
  const session = await page.createCDPSession();
  try {
    await session.send('Page.setWebLifecycleState', {state});
  } finally {
    await session.detach();
  }
}

async function close(target) {
  remove(target);
  await target.close();
}

async function closeBrowser({target}) {
  const browser = get(target);
  try {
    await within(CLOSE_MILLISECONDS, browser.close(), 'closing the browser');
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    browser.process()?.kill('SIGKILL');
  }
}

// Input goes to the page in front only.
async function atFront(request, act) {
  const page = get(request.target);
  await page.bringToFront();
  await act(await element(page, request, true), page);
}

const bounded = operation => (request, send) =>
  within(request.timeout + GRACE_MILLISECONDS, operation(request, send), request.op);

export const operations = {
  launch,
  evaluate: request => evaluate(get(request.target), request),
  waitFor: request => waitFor(get(request.target), request),
  closeBrowser,
};

const simple = {
  newContext: async ({target}) => ({context: add(await get(target).createBrowserContext(), get(target))}),
  newPage,
  close: async ({target}) => close(get(target)),
  goto: async ({target, url, timeout}) => void (await get(target).goto(url, {timeout})),
  reload: async ({target, timeout}) => void (await get(target).reload({timeout})),
  bringToFront: ({target}) => get(target).bringToFront(),
  setFiles: async request => (await element(get(request.target), request, false)).uploadFile(...request.paths),
  click: request => atFront(request, found => found.click()),
  type: request => atFront(request, found => found.type(request.text)),
  press: request => atFront(request, found => found.press(request.key)),
  screenshot: async ({target, path}) => void (await get(target).screenshot({path})),
  viewport: ({target, width, height, mobile}) =>
    get(target).setViewport({width, height, isMobile: mobile, hasTouch: mobile}),
  colorScheme: ({target, value}) =>
    get(target).emulateMediaFeatures([{name: 'prefers-color-scheme', value}]),
  lifecycle,
  offline: ({target, value}) => get(target).setOfflineMode(value),
};
for (const [name, operation] of Object.entries(simple)) operations[name] = bounded(operation);
