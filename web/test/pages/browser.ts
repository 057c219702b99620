import { existsSync } from 'node:fs';
import { type Browser, type Page, launch } from 'puppeteer-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A name that is not this machine to the browser, so that plain http to it is not secure. */
export const LAN_HOST = 'mesh.test';

export function startBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? PLACES.find((it) => existsSync(it));
  if (!executablePath) {
    throw new Error('Chromium is missing (on Debian: apt-get install chromium)');
  }
  const args = ['--no-sandbox', '--hide-scrollbars', `--host-resolver-rules=MAP ${LAN_HOST} 127.0.0.1`];
  return launch({ executablePath, args });
}

/** A new page in a profile of its own, that collects what it complains of. */
export async function openPage(browser: Browser): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      complaints.push(message.text());
    }
  });
  return { page, complaints };
}

export const byId = (id: string) => `[data-testid="${id}"]`;

/** Types into a field as a user does, in one go. */
export async function fill(page: Page, testId: string, text: string): Promise<void> {
  // What is hidden cannot have the focus, and the text would be lost.
  await page.waitForSelector(byId(testId), { visible: true });
  await page.focus(byId(testId));
  await page.keyboard.sendCharacter(text);
}

/** Clicks where a user could: what is hidden or covered is not clicked. */
export async function press(page: Page, testId: string): Promise<void> {
  const button = await page.waitForSelector(byId(testId), { visible: true });
  await button?.click();
}

export async function text(page: Page, testId: string): Promise<string> {
  await page.waitForSelector(byId(testId));
  return page.$eval(byId(testId), (element) => element.textContent ?? '');
}
